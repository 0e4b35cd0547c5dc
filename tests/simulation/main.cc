// Runs a script of facts and marks on a mesh that is stepped by hand; README.md says how.

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "kakutei/verdict_lines.h"

#include "facts/line_reader.h"
#include "facts/ndjson.h"
#include "simulation/stepwise_mesh.h"

namespace {

using kakutei::simulation::StepwiseMesh;

constexpr int kOk = 0;
constexpr int kBadInput = 2;

// Everything is judged, and the verdicts are printed under the cut's number.
void Cut(StepwiseMesh& mesh, int number) {
  mesh.Rest();
  std::cout << R"({"cut":)" << number << "}\n";
  mesh.VisitVerdicts([](const kakutei::v1::PublishedVerdict& published) {
    std::cout << kakutei::cli::VerdictJson(published) << '\n';
    return true;
  });
}

// What a mark asks for; false for an unknown one.
bool Obey(std::string_view mark, StepwiseMesh& mesh, int& cuts) {
  if (mark == "# cut") {
    Cut(mesh, ++cuts);
  } else if (mark.starts_with("# step ")) {
    mesh.Step(std::strtoul(mark.data() + sizeof "# step", nullptr, 10));
  } else if (mark == "# restart") {
    mesh.Restart();
  } else if (mark == "# roll back") {
    mesh.RollBack();
  } else if (mark == "# rebuild") {
    mesh.Rebuild();
  } else {
    return false;
  }
  return true;
}

int Run(const std::string& path) {
  auto reader = kakutei::facts::LineReader::Open(path);
  StepwiseMesh mesh;
  int cuts = 0;
  while (reader) {
    auto line = reader->Next();
    if (!line) {
      reader = kakutei::base::Fail(std::move(line).error());
      break;
    }
    if (!*line) break;
    const std::string text((*line)->text);
    if (text.starts_with("#") && Obey(text, mesh, cuts)) continue;
    const auto event = kakutei::facts::ParseEventLine(text);
    if (!event) {
      std::fprintf(stderr, "%s:%d: %s\n", path.c_str(), static_cast<int>((*line)->number),
                   event.error().message.c_str());
      return kBadInput;
    }
    mesh.Append(*event);
  }
  if (!reader) {
    std::fprintf(stderr, "%s\n", reader.error().message.c_str());
    return kBadInput;
  }
  Cut(mesh, ++cuts);
  for (const std::string& fault : mesh.LedgerFaults())
    std::cout << R"({"ledger":)" << kakutei::cli::JsonText(fault) << "}\n";
  return kOk;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: kakutei_stepwise SCRIPT (- for standard input)\n");
    return kBadInput;
  }
  return Run(argv[1]);
}
