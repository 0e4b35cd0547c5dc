// std::random_device, rand() and time(nullptr) in a comment are no calls; nor is "std::cout".
#include <regex>
using namespace std;
using namespace std::chrono_literals;

constexpr int kThousand = 1'000; constexpr char kQuote = '"'; const int kSeed = rand();
const char* kText = "getenv(\"HOME\") // std::regex";
const char* kRaw = R"x(std::cerr << rand() ")x";
const auto kNow = std::chrono::system_clock::now();
const auto kThen = std::chrono::steady_clock :: now();
const auto kSeconds = time(nullptr) + std::time(0);
const auto kFine = clock.time(nullptr) + runtime(0) + order->time(nullptr) + brand();
/* two lines: printf("x")
   gettimeofday(&t, 0) */ int rc = gettimeofday(&t, nullptr);
std::random_device device;
const char* home = std::getenv("HOME");
std::regex pattern(kText);
void Print() {
  printf("%d", 1);
  std::cout << 1;
  std::cerr << 2;
  snprintf(buffer, sizeof buffer, "%d", 1);
  ::fprintf(stderr, "x");
}
