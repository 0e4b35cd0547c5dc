int main() { return std::getenv("HOME") == nullptr; }
