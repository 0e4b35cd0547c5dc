"""Python stubs of the contract, generated into a temporary directory when the tests start.

Importing this module generates them: `v1` holds the messages of all of proto/kakutei/v1, `services`
the four stub classes, `health` and `reflection` gRPC's own two protocols. Nothing is left behind.
"""

import atexit
import importlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import types

_HEALTH = """
syntax = "proto3";
package grpc.health.v1;
message HealthCheckRequest { string service = 1; }
message HealthCheckResponse {
  enum ServingStatus { UNKNOWN = 0; SERVING = 1; NOT_SERVING = 2; SERVICE_UNKNOWN = 3; }
  ServingStatus status = 1;
}
service Health { rpc Check(HealthCheckRequest) returns (HealthCheckResponse); }
"""

_REFLECTION = """
syntax = "proto3";
package grpc.reflection.v1alpha;
message ServerReflectionRequest {
  oneof message_request { string file_containing_symbol = 4; string list_services = 7; }
}
message ServerReflectionResponse {
  oneof message_response {
    FileDescriptorResponse file_descriptor_response = 4;
    ListServiceResponse list_services_response = 6;
  }
}
message FileDescriptorResponse { repeated bytes file_descriptor_proto = 1; }
message ListServiceResponse { repeated ServiceResponse service = 1; }
message ServiceResponse { string name = 1; }
service ServerReflection {
  rpc ServerReflectionInfo(stream ServerReflectionRequest)
      returns (stream ServerReflectionResponse);
}
"""

# Younger than the google/rpc files of Debian's package, so read under a name of its own.
_ERROR_INFO = """
syntax = "proto3";
package e2e;
message ErrorInfo { string reason = 1; string domain = 2; }
"""


def _require(variable: str) -> pathlib.Path:
    value = os.environ.get(variable)
    if not value:
        raise SystemExit(f"{variable} is not set; README.md beside this file says what it holds")
    return pathlib.Path(value)


def _generate() -> pathlib.Path:
    plugin = shutil.which("grpc_python_plugin")
    if plugin is None:
        raise SystemExit("grpc_python_plugin is missing; it is in protobuf-compiler-grpc")
    directory = pathlib.Path(tempfile.mkdtemp(prefix="kakutei-stubs-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    own = directory / "proto"
    own.mkdir()
    (own / "health.proto").write_text(_HEALTH)
    (own / "reflection.proto").write_text(_REFLECTION)
    (own / "error_info.proto").write_text(_ERROR_INFO)
    roots = (_require("E2E_PROTO_DIR"), _require("E2E_GOOGLEAPIS_DIR"), own)
    files = [path for root in roots for path in sorted(root.rglob("*.proto"))]
    subprocess.run(
        [
            "protoc",
            *(f"--proto_path={root}" for root in roots),
            f"--python_out={directory}",
            f"--plugin=protoc-gen-grpc={plugin}",
            f"--grpc_out={directory}",
            *map(str, files),
        ],
        check=True,
    )
    return directory


sys.dont_write_bytecode = True
_directory = _generate()
sys.path.insert(0, str(_directory))

v1 = types.SimpleNamespace()
services = types.SimpleNamespace()
for _path in sorted((_directory / "kakutei" / "v1").glob("*_pb2*.py")):
    _module = importlib.import_module(f"kakutei.v1.{_path.stem}")
    _into = services if _path.stem.endswith("_grpc") else v1
    for _name, _value in vars(_module).items():
        if not _name.startswith("_"):
            setattr(_into, _name, _value)

health = importlib.import_module("health_pb2")
health_stub = importlib.import_module("health_pb2_grpc").HealthStub
reflection = importlib.import_module("reflection_pb2")
reflection_stub = importlib.import_module("reflection_pb2_grpc").ServerReflectionStub
error_info = importlib.import_module("error_info_pb2").ErrorInfo
bad_request = importlib.import_module("google.rpc.error_details_pb2").BadRequest
rpc_status = importlib.import_module("google.rpc.status_pb2").Status
