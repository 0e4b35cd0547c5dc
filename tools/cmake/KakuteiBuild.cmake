# One function each for a library, a binary and a test; kakutei_proto stands in proto/CMakeLists.txt's
# reach too. Every target gets the same language level, warnings and sanitizers.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
# What tests tell beyond passing and failing: GoogleTest's own files, and which branches were reached.
set(KAKUTEI_REPORTS ${CMAKE_BINARY_DIR}/reports)
file(MAKE_DIRECTORY ${KAKUTEI_REPORTS})
set(KAKUTEI_SANITIZE "" CACHE STRING "Sanitizers for every target, such as address,undefined")

find_program(KAKUTEI_CCACHE ccache)
if(KAKUTEI_CCACHE)
  # Precompiled headers and ccache agree only if ccache may look past the time stamps inside them.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${KAKUTEI_CCACHE})
endif()

find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(RocksDB CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(tl-expected CONFIG REQUIRED)
find_package(GTest REQUIRED)
find_package(rapidcheck CONFIG REQUIRED)

add_library(kakutei_flags INTERFACE)
target_include_directories(kakutei_flags INTERFACE ${CMAKE_SOURCE_DIR}/services)
target_compile_options(kakutei_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                                               -Woverloaded-virtual -Werror)
target_link_libraries(kakutei_flags INTERFACE tl::expected Threads::Threads)
# GoogleTest's targets define it; a precompiled header is taken only where all definitions are the same.
target_compile_definitions(kakutei_flags INTERFACE GTEST_HAS_PTHREAD=1)

if(KAKUTEI_SANITIZE)
  add_compile_options(-fsanitize=${KAKUTEI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${KAKUTEI_SANITIZE})
endif()

# Uses the precompiled headers `pch` where the target sees the contract at all.
function(_kakutei_finish target pch)
  target_link_libraries(${target} PUBLIC kakutei_flags)
  if(TARGET ${pch} AND NOT "NO_PCH" IN_LIST ARGN)
    target_link_libraries(${target} PUBLIC kakutei_proto)
    target_precompile_headers(${target} REUSE_FROM ${pch})
  endif()
endfunction()

# kakutei_library(NAME SOURCES a.cc ... [DEPS other ...] [NO_PCH])
function(kakutei_library name)
  cmake_parse_arguments(ARG "NO_PCH" "" "SOURCES;DEPS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_DEPS})
  if(ARG_NO_PCH)
    _kakutei_finish(${name} kakutei_pch NO_PCH)
  else()
    _kakutei_finish(${name} kakutei_pch)
  endif()
endfunction()

# kakutei_binary(NAME SOURCES main.cc ... [DEPS ...]): lands in build/<preset>/bin.
function(kakutei_binary name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  _kakutei_finish(${name} kakutei_pch)
endfunction()

# kakutei_test(NAME SOURCES x_test.cc ... [DEPS ...] [LABEL unit|suite|contract|integration] [NO_PCH])
function(kakutei_test name)
  cmake_parse_arguments(ARG "NO_PCH" "LABEL" "SOURCES;DEPS" ${ARGN})
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  if(ARG_NO_PCH)
    _kakutei_finish(${name} kakutei_test_pch NO_PCH)
  else()
    _kakutei_finish(${name} kakutei_test_pch)
  endif()
  add_test(NAME ${name} COMMAND ${name} --gtest_output=json:${KAKUTEI_REPORTS}/${name}.json)
  set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT 600
                                          WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()

# kakutei_proto(NAME FILES a.proto ...): the generated messages and gRPC stubs, and google/rpc beside them.
# The google/rpc files come from Debian's package, so that no copy of them stands in the tree.
function(kakutei_proto name)
  cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
  set(generated ${CMAKE_BINARY_DIR}/generated)
  set(rpc_dir ${CMAKE_BINARY_DIR}/googleapis)
  file(GLOB jars /usr/share/java/proto-google-common-protos*.jar)
  if(NOT jars)
    message(FATAL_ERROR "google/rpc/status.proto not found: install libgoogle-common-protos-java")
  endif()
  list(GET jars 0 jar)
  file(MAKE_DIRECTORY ${generated} ${rpc_dir})
  file(ARCHIVE_EXTRACT INPUT ${jar} DESTINATION ${rpc_dir}
       PATTERNS google/rpc/status.proto google/rpc/error_details.proto)
  set(sources)
  foreach(file google/rpc/status.proto google/rpc/error_details.proto ${ARG_FILES})
    string(REGEX REPLACE "\\.proto$" "" stem ${file})
    if(file MATCHES "^google/")
      set(root ${rpc_dir})
    else()
      set(root ${CMAKE_CURRENT_SOURCE_DIR})
    endif()
    set(outputs ${generated}/${stem}.pb.cc ${generated}/${stem}.pb.h)
    set(plugin)
    file(STRINGS ${root}/${file} services REGEX "^service ")
    if(services)
      list(APPEND outputs ${generated}/${stem}.grpc.pb.cc ${generated}/${stem}.grpc.pb.h)
      set(plugin --grpc_out=${generated} --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND protobuf::protoc -I ${CMAKE_CURRENT_SOURCE_DIR} -I ${rpc_dir} --cpp_out=${generated} ${plugin}
              ${root}/${file}
      DEPENDS ${root}/${file}
      COMMENT "Generating ${stem}"
      VERBATIM)
    list(APPEND sources ${outputs})
  endforeach()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} SYSTEM PUBLIC ${generated})
  target_link_libraries(${name} PUBLIC protobuf::libprotobuf gRPC::grpc++ gRPC::grpc++_reflection)
  target_compile_options(${name} PRIVATE -w)
endfunction()
