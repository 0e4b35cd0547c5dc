#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/policy.pb.h"

// One policy pack by itself: reading its text and telling, with its line, what is wrong with it.
namespace kakutei::rules {

// A policy pack as it is stored: textproto. Addressed by the digest of these bytes.
struct PackText {
  std::string name;  // of the file, or of the fact that carries it
  std::string text;
};

// One thing said against a pack, or against a set of packs where one of them is to blame.
struct PackComplaint {
  std::string pack;  // PackText::name
  int line = 1;
  std::string reason;
  // Worth a look, but no reason to refuse the pack.
  bool warning = false;

  // name:line: reason
  std::string Text() const;
};

// A pack whose text could be read.
class Pack {
 public:
  // nullopt with one complaint for a text that is no PolicyPack; otherwise the pack and everything
  // that is wrong with it, warnings included. Pure.
  static std::optional<Pack> Read(const PackText& text, std::vector<PackComplaint>& complaints);

  const std::string& name() const { return text_.name; }
  const PackText& text() const { return text_; }
  const v1::PolicyPack& content() const { return content_; }
  // SHA-256 of the text: 32 bytes.
  const std::string& digest() const { return digest_; }
  // Where a field of the pack stands; where it begins for a field that it does not state.
  int LineOf(std::string_view field, int index = -1) const;
  PackComplaint Complaint(int line, std::string reason, bool warning = false) const;

  // Whether it holds on no date at all.
  bool empty_interval() const {
    return content_.has_valid_to() && content_.valid_to() <= content_.valid_from();
  }

 private:
  class Lines;

  PackText text_;
  std::string digest_;
  v1::PolicyPack content_;
  std::shared_ptr<const Lines> lines_;  // immutable; packs are copied with the policies they are in
};

// Rules of LAW that the pack switches off.
std::vector<std::string> LawRulesOff(const v1::PolicyPack& pack);

}  // namespace kakutei::rules
