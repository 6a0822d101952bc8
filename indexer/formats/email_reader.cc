// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/email_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/base/utf8.h"
#include "indexer/formats/document_properties.h"
#include "indexer/formats/flowed_text.h"
#include "indexer/formats/html/html_reader.h"
#include "indexer/formats/mime_codec.h"
#include "indexer/formats/mime_tree.h"
#include "indexer/formats/text_reader.h"

namespace dateline {
namespace {

using Parts = std::vector<MimePart>;

// Bytes of HTML that are read.
constexpr std::size_t kLargestPage = std::size_t{16} << 20U;

MimeValue disposition_of(const MimePart& part) {
  return parse_mime_value(part.headers.raw("Content-Disposition").value_or(""));
}

std::string file_name(const MimePart& part) {
  const MimeValue disposition = disposition_of(part);
  const std::string_view name = disposition.parameter("filename");
  return std::string(name.empty() ? part.type.parameter("name") : name);
}

bool is_signature(std::string_view type) {
  constexpr std::array<std::string_view, 3> kSignatures = {
      "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"};
  return std::ranges::find(kSignatures, type) != kSignatures.end();
}

bool is_encrypted(const MimePart& part) {
  const bool is_envelope =
      part.type.value == "application/pkcs7-mime" || part.type.value == "application/x-pkcs7-mime";
  return part.type.value == "multipart/encrypted" ||
         (is_envelope && part.type.parameter("smime-type") != "signed-data");
}

// The child of a multipart/related that the others belong to.
std::optional<std::size_t> root_of(const Parts& parts, const MimePart& related) {
  const std::string_view start = angle_content(related.type.parameter("start"));
  for (const std::size_t child : related.children) {
    const std::string id = parts[child].headers.text("Content-ID");
    if (!start.empty() && angle_content(id) == start) return child;
  }
  if (related.children.empty()) return std::nullopt;
  const auto html = std::ranges::find_if(
      related.children, [&](std::size_t child) { return parts[child].type.value == "text/html"; });
  return html == related.children.end() ? related.children.front() : *html;
}

std::string header_lines(const MimePart& mail) {
  std::string lines;
  const std::string subject = mail.headers.text("Subject");
  const std::string from = sender_name(mail.headers.raw("From").value_or(""));
  if (!subject.empty()) lines += subject + '\n';
  if (!from.empty()) lines += from + '\n';
  return lines;
}

// Reads the texts of a mail's parts, in their order.
class MailReader {
 public:
  MailReader(const Parts& parts, std::string_view forced) : parts_(parts), forced_(forced) {}

  void read() {
    // Parts still to be read, the next one last.
    std::vector<std::size_t> waiting = {0};
    while (!waiting.empty()) {
      const std::size_t index = waiting.back();
      waiting.pop_back();
      const std::vector<std::size_t> next = visit(index);
      waiting.insert(waiting.end(), next.rbegin(), next.rend());
    }
  }

  void finish(RawDocument& raw) {
    raw.text = std::move(text_);
    if (charset_.empty()) return;
    raw.charset = std::move(charset_);
    raw.charset_confidence = confidence_;
  }

  std::string attachments() const {
    std::string names;
    for (const std::string& name : attachments_) names += (names.empty() ? "" : ", ") + name;
    return names;
  }
  bool saw_encrypted() const { return saw_encrypted_; }

 private:
  // The parts within that are to be read.
  std::vector<std::size_t> visit(std::size_t index) {
    const MimePart& part = parts_[index];
    const std::string& type = part.type.value;
    if (is_encrypted(part)) {
      saw_encrypted_ = true;
      return {};
    }
    if (!part.children.empty()) {
      if (type == "multipart/alternative") return one_of(part, alternative(part));
      if (type == "multipart/related") return one_of(part, *root_of(parts_, part));
      if (type.starts_with("message/")) append(header_lines(parts_[part.children.front()]));
      return part.children;
    }
    const bool is_attachment = disposition_of(part).value == "attachment" && index > 0;
    // A multipart without parts is broken, and still has its lines.
    const bool is_text =
        type == "text/plain" || type == "text/html" || type.starts_with("multipart/");
    if (is_text && !is_attachment) {
      read_text(part);
    } else if (!is_signature(type)) {
      attach(part);
    }
    return {};
  }

  // This child, while those beside it are only asked for attachments.
  std::vector<std::size_t> one_of(const MimePart& part, std::size_t chosen) {
    std::vector<std::size_t> waiting = part.children;
    std::erase(waiting, chosen);
    while (!waiting.empty()) {
      const MimePart& other = parts_[waiting.back()];
      waiting.pop_back();
      waiting.insert(waiting.end(), other.children.rbegin(), other.children.rend());
      if (disposition_of(other).value == "attachment") attach(other);
    }
    return {chosen};
  }

  // Which of several forms of one text is read.
  std::size_t alternative(const MimePart& part) const {
    std::optional<std::size_t> plain;
    std::size_t rich = part.children.back();
    for (const std::size_t child : part.children) {
      const std::string& type = parts_[child].type.value;
      if (type == "text/plain" && !plain) plain = child;
      if (type == "text/html" || type.starts_with("multipart/")) rich = child;
    }
    if (!plain) return rich;
    return rich != *plain && is_stub(*plain, rich) ? rich : *plain;
  }

  // "Your program cannot show this mail": next to nothing beside the other form.
  bool is_stub(std::size_t plain, std::size_t rich) const {
    constexpr std::size_t kStub = 300;
    const std::size_t size = text_size(parts_[plain]);
    if (size == 0) return true;
    if (size >= kStub) return false;
    const auto html = html_within(rich);
    return html && text_size(parts_[*html]) > 4 * size + 200;
  }

  std::size_t text_size(const MimePart& part) const { return trim(text_of(part).text).size(); }

  // The HTML in it: of a related part its root, of all others what comes last.
  std::optional<std::size_t> html_within(std::size_t index) const {
    while (parts_[index].type.value != "text/html") {
      const MimePart& part = parts_[index];
      if (part.children.empty()) return std::nullopt;
      index =
          part.type.value == "multipart/related" ? *root_of(parts_, part) : part.children.back();
    }
    return index;
  }

  MailText decoded(const MimePart& part) const {
    const std::string encoding = part.headers.text("Content-Transfer-Encoding");
    const std::string bytes = decode_transfer(part.body, encoding);
    std::string charset(part.type.parameter("charset"));
    if (charset.empty() && part.type.value == "text/html") charset = declared_charset(bytes);
    return decode_mail_text(bytes, charset, forced_);
  }

  MailText text_of(const MimePart& part) const {
    MailText read = decoded(part);
    if (part.type.value == "text/html") {
      read.text.resize(utf8_cut(read.text, kLargestPage));
      read.text = html_to_text(read.text);
      return read;
    }
    normalise_line_ends(read.text);
    if (ascii_lower(part.type.parameter("format")) == "flowed") {
      const bool delete_space = ascii_lower(part.type.parameter("delsp")) == "yes";
      read.text = unfold_flowed(read.text, delete_space);
    }
    return read;
  }

  void read_text(const MimePart& part) {
    MailText read = text_of(part);
    append(read.text);
    if (!charset_.empty()) return;
    charset_ = std::move(read.charset);
    confidence_ = read.confidence;
  }

  void append(std::string_view text) {
    text = trim(text);
    if (text.empty()) return;
    if (!text_.empty()) text_ += "\n\n";
    text_ += text;
  }

  void attach(const MimePart& part) {
    std::string name = file_name(part);
    attachments_.push_back(name.empty() ? replace_invalid_utf8(part.type.value) : std::move(name));
  }

  const Parts& parts_;
  std::string_view forced_;
  std::string text_;
  std::vector<std::string> attachments_;
  bool saw_encrypted_ = false;
  std::string charset_;  // of the first text
  int confidence_ = 0;
};

RawDocument read_headers(const MimeHeaders& headers) {
  RawDocument raw;
  raw.title = headers.text("Subject");
  raw.author = sender_name(headers.raw("From").value_or(headers.raw("Sender").value_or("")));
  raw.own_id = angle_content(headers.text("Message-ID"));
  if (headers.has("List-Id")) raw.site = angle_content(headers.text("List-Id"));
  raw.language = headers.text("Content-Language");
  raw.tags = split_keywords(headers.text("Keywords"));
  std::string date = headers.text("Date");
  if (!date.empty()) raw.dates.emplace_back(DateSource::MailHeader, std::move(date), "Date");
  return raw;
}

// The page of a web page saved as MHTML; null: it is a mail. Mails are sent to someone, and on
// their way get a line "Received".
std::optional<std::size_t> saved_page(const Parts& parts) {
  const MimePart& mail = parts.front();
  std::size_t page = 0;
  if (mail.type.value == "multipart/related") page = root_of(parts, mail).value_or(0);
  if (parts[page].type.value != "text/html") return std::nullopt;
  if (mail.headers.has("Snapshot-Content-Location")) return page;
  const bool is_sent =
      mail.headers.has("Received") || mail.headers.has("To") || mail.headers.has("Message-ID");
  const bool has_place = parts[page].headers.has("Content-Location");
  return has_place && !is_sent ? std::optional(page) : std::nullopt;
}

ReadResult read_saved_page(const Parts& parts, std::size_t index, std::string_view forced,
                           const ParseOptions& options) {
  const MimePart& part = parts[index];
  std::string url = parts.front().headers.text("Snapshot-Content-Location");
  if (url.empty()) url = part.headers.text("Content-Location");
  const std::string bytes =
      decode_transfer(part.body, part.headers.text("Content-Transfer-Encoding"));
  std::string charset(part.type.parameter("charset"));
  if (charset.empty()) charset = declared_charset(bytes);
  if (bytes.size() > kLargestPage) return Skip{SkipKind::TooLarge, "page over 16 MiB"};
  MailText page = decode_mail_text(bytes, charset, forced);
  RawDocument raw = read_html(page.text, url, options);
  if (raw.url.empty()) raw.url = std::move(url);
  if (raw.title.empty()) raw.title = parts.front().headers.text("Subject");
  raw.crawled = iso_time(parts.front().headers.text("Date"));
  raw.charset = std::move(page.charset);
  raw.charset_confidence = page.confidence;
  raw.type = "html";
  return raw;
}

}  // namespace

ReadResult read_email(std::string_view bytes, std::string_view forced_encoding,
                      const ParseOptions& options) {
  auto split = split_mime(bytes);
  if (auto* skip = std::get_if<Skip>(&split)) return std::move(*skip);
  const auto& parts = std::get<Parts>(split);
  if (const auto page = saved_page(parts))
    return read_saved_page(parts, *page, forced_encoding, options);
  RawDocument raw = read_headers(parts.front().headers);
  MailReader reader(parts, forced_encoding);
  reader.read();
  reader.finish(raw);
  raw.type = "email";
  const std::string names = reader.attachments();
  if (!names.empty()) raw.description = "Attached: " + names;
  if (!raw.text.empty()) return raw;
  if (reader.saw_encrypted()) return Skip{SkipKind::Encrypted, "needs a key"};
  if (raw.title.empty()) return Skip{SkipKind::NoText, "neither subject nor text"};
  return raw;
}

}  // namespace dateline
