const auto kNow = std::chrono::system_clock::now();
