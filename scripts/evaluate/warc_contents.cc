// SPDX-License-Identifier: GPL-2.0-or-later
//
// What dateline-index finds in containers, for scripts/evaluate/warc: a line each file with its
// format, the number of documents and of skips, then a line each of these.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "indexer/containers/unpack.h"
#include "indexer/detect/format_detection.h"

namespace {

using namespace dateline;

class FileSource : public ByteSource {
 public:
  explicit FileSource(const std::filesystem::path& path)
      : file_(path, std::ios::binary), size_(std::filesystem::file_size(path)) {}

  std::size_t read(char* buffer, std::size_t size) override {
    file_.read(buffer, static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(file_.gcount());
  }
  bool failed() const override { return file_.bad(); }
  bool can_seek() const override { return true; }
  bool seek(std::uint64_t offset) override {
    file_.clear();
    return static_cast<bool>(file_.seekg(static_cast<std::streamoff>(offset)));
  }
  std::uint64_t size() const override { return size_; }

 private:
  std::ifstream file_;
  std::uint64_t size_;
};

struct Contents {
  std::vector<std::string> members;
  std::vector<std::string> skips;
};

Contents contents_of(FileSource& file, const std::string& name, Format format) {
  Contents contents;
  const MemberSink sink{
      [&](Member&& member) {
        contents.members.push_back(
            fmt::format("{} {} bytes{}{} {}", to_string(member.format), member.bytes.size(),
                        member.crawled.empty() ? "" : ", crawled ", member.crawled, member.name));
        return true;
      },
      [&](const std::string& member, const Skip& skip) {
        contents.skips.push_back(
            fmt::format("{} ({}) {}", to_string(skip.kind), skip.detail, member));
        return true;
      }};
  unpack(file, name, format, UnpackLimits(), sink);
  return contents;
}

void print(const std::string& name, Format format, const Contents& contents, bool is_brief) {
  fmt::print("{}: {}, {} documents, {} skips\n", name, to_string(format), contents.members.size(),
             contents.skips.size());
  if (is_brief) return;
  for (const auto& member : contents.members) fmt::print("  document  {}\n", member);
  for (const auto& skip : contents.skips) fmt::print("  skip      {}\n", skip);
}

}  // namespace

int main(int argc, char** argv) {
  prepare_unpack();
  const bool is_brief = argc > 2 && std::string(argv[1]) == "--brief";
  for (int i = is_brief ? 2 : 1; i < argc; ++i) {
    const std::filesystem::path path = argv[i];
    FileSource file(path);
    std::string head(kFormatHead, '\0');
    head.resize(file.read(head.data(), head.size()));
    file.seek(0);
    const std::string name = path.filename();
    const Format format = detect_format(name, head);
    if (is_container(format))
      print(name, format, contents_of(file, name, format), is_brief);
    else
      fmt::print("{}: {}, no container\n", name, to_string(format));
  }
  return 0;
}
