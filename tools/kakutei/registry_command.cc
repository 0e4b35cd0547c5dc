#include <iostream>
#include <memory>
#include <optional>

#include <google/protobuf/util/json_util.h>

#include "kakutei/commands.h"
#include "kakutei/fact_files.h"
#include "kakutei/mesh_client.h"
#include "kakutei/offline_registry.h"
#include "kakutei/terminal.h"

#include "base/civil_time.h"
#include "facility_registry/facility_registry_queries.h"
#include "facility_registry/validation.h"
#include "facts/slots.h"

namespace kakutei::cli {
namespace {

struct RegistryOptions {
  std::string kind;
  std::string id;
  std::string on;
  std::string known_at;
  std::vector<std::string> files;
  std::string server;
};

base::Status SetKnownAt(const std::string& text, google::protobuf::Timestamp& known_at) {
  const auto instant = base::ParseInstant(text);
  if (!instant) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "BAD_INSTANT",
                      "--known-at " + text + " is no instant such as 2026-07-01T00:00:00+09:00");
  }
  const auto nanos = instant->time_since_epoch().count();
  known_at.set_seconds(nanos / 1'000'000'000);
  known_at.set_nanos(static_cast<int>(nanos % 1'000'000'000));
  return {};
}

void SetId(const std::string& id, v1::GetFacilityRequest& request) { request.set_facility_id(id); }
void SetId(const std::string& id, v1::GetPhysicianRequest& request) {
  request.set_physician_id(id);
}

template <typename Request>
base::Result<Request> RequestOf(const RegistryOptions& options) {
  Request request;
  SetId(options.id, request);
  request.set_as_of(options.on);
  if (!options.known_at.empty()) {
    if (auto set = SetKnownAt(options.known_at, *request.mutable_known_at()); !set)
      return base::Fail(std::move(set).error());
  }
  if (auto checked = facility_registry::Check(request); !checked)
    return base::Fail(std::move(checked).error());
  return request;
}

template <typename Request>
std::optional<base::Instant> KnownAt(const Request& request) {
  if (!request.has_known_at()) return std::nullopt;
  return facts::ToInstant(request.known_at());
}

base::Result<v1::GetFacilityResponse> Ask(const OfflineRegistry& registry,
                                          const v1::GetFacilityRequest& request) {
  return facility_registry::GetFacility(registry.state(), request.facility_id(), request.as_of(),
                                        KnownAt(request));
}

base::Result<v1::GetPhysicianResponse> Ask(const OfflineRegistry& registry,
                                           const v1::GetPhysicianRequest& request) {
  return facility_registry::GetPhysician(registry.state(), request.physician_id(), request.as_of(),
                                         KnownAt(request));
}

// The answer's facts, a line of NDJSON each, as they could be taken in again.
template <typename Response>
void WriteFacts(const Response& response, std::ostream& out) {
  const auto* reflection = response.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(response, &fields);
  const auto write = [&](const google::protobuf::Message& event) {
    std::string line;
    if (google::protobuf::util::MessageToJsonString(event, &line).ok()) out << line << '\n';
  };
  for (const auto* field : fields) {
    if (field->message_type() != v1::Event::descriptor()) continue;
    if (!field->is_repeated()) {
      write(reflection->GetMessage(response, field));
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(response, field); ++i)
      write(reflection->GetRepeatedMessage(response, field, i));
  }
  if (response.undated() > 0) {
    std::cerr << "kakutei: left out, as they carry no recordedAt: " << response.undated()
              << " facts\n";
  }
}

template <typename Request>
int Answer(const RegistryOptions& options) {
  const auto request = RequestOf<Request>(options);
  if (!request) return Explain(request.error());
  if (!options.server.empty()) {
    MeshClient client(options.server);
    const auto answer = client.Ask(*request);
    if (!answer) return Explain(answer.error());
    WriteFacts(*answer, std::cout);
    return kOk;
  }
  OfflineRegistry registry;
  const auto read =
      ReadFactFiles(options.files, false,
                    [&](const v1::Event& event, const FactPlace&) { return registry.Take(event); });
  if (!read) return Explain(read.error());
  const auto answer = Ask(registry, *request);
  if (!answer) return Explain(answer.error());
  WriteFacts(*answer, std::cout);
  return read->AllGood() ? kOk : kBadInput;
}

}  // namespace

void AddRegistry(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RegistryOptions>();
  auto* command = app.add_subcommand(
      "registry", "What the registry says of a facility or physician on a service date");
  command->footer(R"(Examples:
  kakutei registry facility F-RECV --on 2026-06-03 --from registry.ndjson
  kakutei registry physician D-FT --on 2026-06-03 --known-at 2026-07-01T00:00:00+09:00 --server 127.0.0.1:8400
The facts in force are printed as lines of NDJSON. With --known-at only facts recorded by then count; one without recordedAt
does not.
Exit codes: 0 ok, 2 usage, bad input or unknown id, 3 the work itself failed.)");
  command->add_option("KIND", options->kind, "facility or physician")
      ->required()
      ->check(CLI::IsMember({"facility", "physician"}));
  command->add_option("ID", options->id, "The facility's or physician's id")->required();
  command->add_option("--on", options->on, "JST service date, such as 2026-06-03")->required();
  command->add_option("--known-at", options->known_at,
                      "As it was known at this instant (RFC 3339)");
  auto* from = command->add_option("--from", options->files,
                                   "Files of NDJSON facts (gzip too, - for standard input)");
  auto* server = command->add_option("--server", options->server, "host:port of a running mesh");
  from->excludes(server);
  command->callback([options, &exit_code] {
    if (options->server.empty() && options->files.empty()) {
      exit_code = Explain({base::ErrorCode::kInvalidArgument,
                           "NO_SOURCE",
                           "name the facts with --from FILE... or a running mesh with --server "
                           "HOST:PORT",
                           {}});
    } else {
      exit_code = options->kind == "facility" ? Answer<v1::GetFacilityRequest>(*options)
                                              : Answer<v1::GetPhysicianRequest>(*options);
    }
  });
}

}  // namespace kakutei::cli
