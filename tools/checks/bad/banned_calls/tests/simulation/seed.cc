std::random_device device;
void Print() { std::cout << 1; }
