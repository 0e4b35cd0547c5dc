#include "runtime/config/listening.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "runtime/config/values.h"

namespace kakutei::runtime::config {
namespace {

using base::ErrorCode;

// 0, or the errno of what failed.
int Try(const addrinfo& to) {
  const int socket = ::socket(to.ai_family, to.ai_socktype | SOCK_CLOEXEC, to.ai_protocol);
  if (socket < 0) return errno;
  const int on = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const int failed =
      bind(socket, to.ai_addr, to.ai_addrlen) != 0 || listen(socket, 1) != 0 ? errno : 0;
  close(socket);
  return failed;
}

}  // namespace

base::Status CheckCanListen(const std::string& address) {
  if (!IsAddress(address)) {
    return base::Fail(ErrorCode::kInvalidArgument, "NOT_AN_ADDRESS",
                      "an address is HOST:PORT, not " + address);
  }
  const auto colon = address.rfind(':');
  std::string host = address.substr(0, colon);
  if (host.front() == '[') host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (const int failed = getaddrinfo(host.c_str(), address.c_str() + colon + 1, &hints, &found);
      failed != 0) {
    return base::Fail(ErrorCode::kUnavailable, "CANNOT_LISTEN",
                      address + ": " + gai_strerror(failed));
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owned(found, freeaddrinfo);
  // A name may have an address of a family that the machine lacks, besides one that it has.
  int failed = 0;
  bool any = false;
  for (const addrinfo* to = found; to != nullptr; to = to->ai_next) {
    const int error = Try(*to);
    any = any || error == 0;
    if (failed == 0 || error == EADDRINUSE) failed = error == 0 ? failed : error;
  }
  if (any && failed != EADDRINUSE) return {};
  return base::Fail(ErrorCode::kUnavailable, "CANNOT_LISTEN",
                    address + ": " + std::strerror(failed));
}

}  // namespace kakutei::runtime::config
