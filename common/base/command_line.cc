// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/command_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/uversion.h>
#include <xapian.h>
#include <zstd.h>

#include "common/base/edit_distance.h"
#include "common/base/terminal_text.h"
#include "common/base/utf8.h"

namespace po = boost::program_options;

namespace dateline {
namespace {

constexpr std::size_t kHelpColumns = 80;
constexpr std::size_t kOptionColumn = 28;   // where descriptions begin
constexpr std::size_t kExampleColumn = 44;  // where what an example means begins
constexpr std::size_t kLongestName = 64;    // longer words are no misspelt options
constexpr int kStyle =
    po::command_line_style::default_style & ~po::command_line_style::allow_guessing;

// Lower is nearer; null: nothing anybody would mean. The beginning of an option is nearest of all.
std::optional<std::size_t> strangeness(std::string_view typed, std::string_view wanted) {
  if (typed.size() >= 2 && wanted.starts_with(typed)) return 0;
  const std::size_t distance = edit_distance(typed, wanted);
  if (distance > std::max<std::size_t>(1, wanted.size() / 3)) return {};
  return distance;
}

std::string nearest_option(std::string_view typed, const OptionGroup& options) {
  if (typed.size() > kLongestName) return {};
  std::string nearest;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const auto& option : options.options()) {
    const auto distance = strangeness(typed, option->long_name());
    if (option->description().empty() || !distance || *distance >= least) continue;
    least = *distance;
    nearest = option->long_name();
  }
  return nearest;
}

Error usage(const std::string& message, std::string hint = {}) {
  return Error(ExitCode::Usage, message, std::move(hint));
}

Error unknown(const po::unknown_option& problem, const OptionGroup& options) {
  const std::string given = problem.get_option_name();  // "--lmit" or "--lmit=5"
  const std::string typed = given.substr(0, given.find('='));
  const std::size_t dashes = std::min(typed.find_first_not_of('-'), typed.size());
  const std::string nearest = nearest_option(std::string_view(typed).substr(dashes), options);
  return usage(fmt::format("unknown option '{}'", typed),
               nearest.empty()
                   ? "what begins with '-' and is no option goes behind '--'; see --help"
                   : fmt::format("did you mean --{}?", nearest));
}

Error bad_syntax(const po::invalid_syntax& problem) {
  const std::string name = problem.get_option_name();
  switch (problem.kind()) {
    case po::invalid_syntax::missing_parameter:
    case po::invalid_syntax::empty_adjacent_parameter:
      return usage(fmt::format("option '{}' needs a value", name),
                   fmt::format("a value that begins with '-' is written {}=-…", name));
    case po::invalid_syntax::extra_parameter:
    case po::invalid_syntax::long_adjacent_not_allowed:
    case po::invalid_syntax::short_adjacent_not_allowed:
      return usage(fmt::format("option '{}' takes no value", name));
    default:
      return usage(fmt::format("cannot read option '{}'", name));
  }
}

po::variables_map parse(int argc, const char* const* argv, const OptionGroup& options,
                        const po::positional_options_description& positional) {
  po::variables_map values;
  po::store(po::command_line_parser(argc, argv)
                .options(options)
                .positional(positional)
                .style(kStyle)
                .run(),
            values);
  po::notify(values);
  return values;
}

// "-n, --limit N"; options without a short name are indented as if they had one.
std::string option_names(const po::option_description& option) {
  const std::string short_name =
      option.canonical_display_name(po::command_line_style::allow_dash_for_short);
  // Without a short name it gives the long one, without dashes.
  std::string names = short_name.size() == 2 && short_name[0] == '-' ? short_name + ", " : "    ";
  names += "--" + option.long_name();
  if (option.semantic()->max_tokens() > 0) names += " " + option.format_parameter();
  return names;
}

// `left` indented by two, `right` wrapped in the columns from `column` on.
void append_row(std::string& out, std::string_view left, std::string_view right,
                std::size_t column) {
  std::string line = fmt::format("  {}", left);
  if (line.size() + 2 > column) {
    out += line + "\n";
    line.clear();
  }
  for (const std::string_view part : wrap_words(right, kHelpColumns - column)) {
    line.resize(column, ' ');
    out += line.append(part) + "\n";
    line.clear();
  }
}

void append_group(std::string& out, const HelpGroup& group) {
  out += fmt::format("\n{}:\n", group.caption);
  for (const auto& option : group.options.options()) {
    if (option->description().empty()) continue;
    append_row(out, option_names(*option), option->description(), kOptionColumn);
  }
}

std::string icu_version() {
  UVersionInfo numbers;
  u_getVersion(numbers);
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  u_versionToString(numbers, text.data());
  return text.data();
}

}  // namespace

po::variables_map parse_command_line(int argc, const char* const* argv, const OptionGroup& options,
                                     const po::positional_options_description& positional) {
  try {
    return parse(argc, argv, options, positional);
  } catch (const po::unknown_option& problem) {
    throw unknown(problem, options);
  } catch (const po::invalid_syntax& problem) {
    throw bad_syntax(problem);
  } catch (const po::multiple_occurrences& problem) {
    throw usage(fmt::format("option '{}' was given more than once", problem.get_option_name()));
  } catch (const po::required_option& problem) {
    throw usage(fmt::format("option '{}' is missing", problem.get_option_name()));
  } catch (const po::validation_error& problem) {
    throw usage(fmt::format("the value of option '{}' is not valid", problem.get_option_name()));
  } catch (const po::too_many_positional_options_error&) {
    throw usage("too many arguments", "see --help");
  } catch (const po::error& problem) {
    throw usage(fmt::format("cannot read the command line: {}", problem.what()));
  }
}

std::uint64_t parse_number(std::string_view name, std::string_view text, std::uint64_t least,
                           std::uint64_t most) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, number);
  if (problem == std::errc{} && stop == end && number >= least && number <= most) return number;
  throw usage(
      fmt::format("{} takes a whole number from {} to {}, not '{}'", name, least, most, text));
}

po::typed_value<std::string>* number_option(std::uint64_t& target, std::string name,
                                            std::uint64_t least, std::uint64_t most) {
  const auto store = [&target, name = std::move(name), least, most](const std::string& text) {
    target = parse_number(name, text, least, most);
  };
  return po::value<std::string>()->notifier(store);
}

std::uint64_t parse_size(std::string_view name, std::string_view text, std::uint64_t least,
                         std::uint64_t most) {
  static constexpr std::string_view kUnits = "kmgt";
  std::string_view digits = text;
  unsigned shift = 0;
  if (!text.empty()) {
    const std::string unit = ascii_lower(text.substr(text.size() - 1));
    if (const auto place = kUnits.find(unit); place != std::string_view::npos) {
      shift = 10 * (static_cast<unsigned>(place) + 1);
      digits.remove_suffix(1);
    }
  }
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = error == std::errc() && stop == digits.data() + digits.size();
  if (!is_number || number > most >> shift || number << shift < least) {
    throw usage(fmt::format("{} takes a size from {} MB on, like 300M or 2G, not '{}'", name,
                            least >> 20U, text));
  }
  return number << shift;
}

po::typed_value<std::string>* size_option(std::uint64_t& target, std::string name,
                                          std::uint64_t least, std::uint64_t most) {
  const auto store = [&target, name = std::move(name), least, most](const std::string& text) {
    target = parse_size(name, text, least, most);
  };
  return po::value<std::string>()->notifier(store);
}

std::size_t parse_choice(std::string_view name, std::string_view text,
                         std::span<const std::string_view> choices) {
  const auto found = std::find(choices.begin(), choices.end(), text);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  throw usage(fmt::format("{} takes {}, not '{}'", name, fmt::join(choices, ", "), text));
}

std::string format_help(std::string_view usage, std::span<const HelpExample> examples,
                        std::span<const HelpGroup> groups) {
  std::string help = fmt::format("Usage: {}\n", usage);
  if (!examples.empty()) help += "\nExamples:\n";
  for (const HelpExample& example : examples) {
    append_row(help, example.command, example.meaning, kExampleColumn);
  }
  for (const HelpGroup& group : groups) append_group(help, group);
  return help;
}

std::string format_version(std::string_view program) {
  return fmt::format("{} {}\nXapian {}, zstd {}, ICU {}\n", program, DATELINE_VERSION,
                     Xapian::version_string(), ZSTD_versionString(), icu_version());
}

}  // namespace dateline
