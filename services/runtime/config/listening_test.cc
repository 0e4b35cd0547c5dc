#include "runtime/config/listening.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace kakutei::runtime::config {
namespace {

// A port of 127.0.0.1 that somebody listens on.
class TakenPort {
 public:
  TakenPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    EXPECT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&at), size), 0);
    EXPECT_EQ(listen(socket_, 1), 0);
    EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size), 0);
    address_ = "127.0.0.1:" + std::to_string(ntohs(at.sin_port));
  }
  TakenPort(const TakenPort&) = delete;
  TakenPort& operator=(const TakenPort&) = delete;
  ~TakenPort() { close(socket_); }
  const std::string& address() const { return address_; }

 private:
  const int socket_;
  std::string address_;
};

TEST(Listening, IsPossibleOnAnyFreePort) {
  EXPECT_TRUE(CheckCanListen("127.0.0.1:0"));
  EXPECT_TRUE(CheckCanListen("localhost:0"));
}

TEST(Listening, IsImpossibleOnATakenPort) {
  const TakenPort taken;
  const auto status = CheckCanListen(taken.address());
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, base::ErrorCode::kUnavailable);
  EXPECT_EQ(status.error().reason, "CANNOT_LISTEN");
  EXPECT_EQ(status.error().message, taken.address() + ": Address already in use");
}

TEST(Listening, IsImpossibleAtAnAddressOfAnotherMachine) {
  const auto status = CheckCanListen("192.0.2.1:0");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message, "192.0.2.1:0: Cannot assign requested address");
}

TEST(Listening, NeedsAnAddress) {
  EXPECT_EQ(CheckCanListen("localhost").error().reason, "NOT_AN_ADDRESS");
}

}  // namespace
}  // namespace kakutei::runtime::config
