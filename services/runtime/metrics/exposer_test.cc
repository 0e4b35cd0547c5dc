#include "runtime/metrics/exposer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::runtime::metrics {
namespace {

using testing::HasSubstr;

// What a scrape of 127.0.0.1:PORT gets, head included; empty when nobody listens.
std::string Scrape(const std::string& address) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  to.sin_port =
      htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  std::string answer;
  const std::string request = "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  if (connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 &&
      send(socket, request.data(), request.size(), 0) == static_cast<ssize_t>(request.size())) {
    char buffer[4096];
    for (ssize_t size; (size = recv(socket, buffer, sizeof buffer, 0)) > 0;) {
      answer.append(buffer, static_cast<std::size_t>(size));
    }
  }
  close(socket);
  return answer;
}

TEST(Exposer, ServesTheRegistryOnTheChosenPort) {
  Registry registry;
  Gauge gauge = registry.AddGauge({"kakutei_fresh", "Set before each scrape."}, {});
  auto exposer = Exposer::Listen("127.0.0.1:0", registry, [&gauge] { gauge.Set(7); });
  ASSERT_TRUE(exposer) << exposer.error().message;
  const std::string answer = Scrape((*exposer)->address());
  EXPECT_THAT(answer, HasSubstr("200 OK"));
  EXPECT_THAT(answer, HasSubstr("kakutei_fresh 7"));
  EXPECT_THAT(answer, HasSubstr("process_open_fds"));
}

TEST(Exposer, SaysThatAPortIsTaken) {
  Registry registry;
  auto first = Exposer::Listen("127.0.0.1:0", registry, {});
  ASSERT_TRUE(first);
  auto second = Exposer::Listen((*first)->address(), registry, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason, "CANNOT_LISTEN");
  EXPECT_EQ(second.error().message,
            "metrics cannot be served at " + (*first)->address() + ": Address already in use");
}

TEST(Exposer, RefusesWhatIsNoAddress) {
  Registry registry;
  auto exposer = Exposer::Listen("localhost", registry, {});
  ASSERT_FALSE(exposer);
  EXPECT_EQ(exposer.error().reason, "NOT_AN_ADDRESS");
}

}  // namespace
}  // namespace kakutei::runtime::metrics
