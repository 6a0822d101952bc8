// SPDX-License-Identifier: GPL-2.0-or-later
//
// The command line of both tools: a thin layer over Boost.Program_options that checks values,
// never guesses abbreviations (a script must not break when an option is added), and turns every
// complaint into an Error(Usage) with a hint. Options are declared where they are used; `--help` is
// made from the same declarations.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/program_options.hpp>

#include "common/base/error.h"

namespace dateline {

using OptionGroup = boost::program_options::options_description;

// Parses and checks; values with a target are stored. argv[0] is skipped. What follows "--" is
// never an option. An option without a description is hidden: not suggested for a misspelt one.
boost::program_options::variables_map parse_command_line(
    int argc, const char* const* argv, const OptionGroup& options,
    const boost::program_options::positional_options_description& positional);

// A whole number from `least` to `most`. `name` is what messages call it: "--limit".
boost::program_options::typed_value<std::string>* number_option(std::uint64_t& target,
                                                                std::string name,
                                                                std::uint64_t least,
                                                                std::uint64_t most);
std::uint64_t parse_number(std::string_view name, std::string_view text, std::uint64_t least,
                           std::uint64_t most);

// A size in bytes from `least` to `most`: "64000000", "300M", "2G", in units of 1024.
boost::program_options::typed_value<std::string>* size_option(std::uint64_t& target,
                                                              std::string name, std::uint64_t least,
                                                              std::uint64_t most);
std::uint64_t parse_size(std::string_view name, std::string_view text, std::uint64_t least,
                         std::uint64_t most);

// Which of `choices` was given; anything else is an Error(Usage) that lists them.
std::size_t parse_choice(std::string_view name, std::string_view text,
                         std::span<const std::string_view> choices);

// One of a few words, each standing for a value: {"auto", ColorWhen::Auto}, ...
template <class Value>
boost::program_options::typed_value<std::string>* choice_option(
    Value& target, std::string name, std::vector<std::pair<std::string_view, Value>> choices) {
  const auto store = [&target, name = std::move(name),
                      choices = std::move(choices)](const std::string& text) {
    std::vector<std::string_view> words;
    for (const auto& choice : choices) words.push_back(choice.first);
    target = choices[parse_choice(name, text, words)].second;
  };
  return boost::program_options::value<std::string>()->notifier(store);
}

struct HelpExample {
  std::string_view command;
  std::string_view meaning;
};

struct HelpGroup {
  std::string_view caption;
  const OptionGroup& options;
};

// What `--help` prints, at most 80 columns wide as long as usage and commands are: usage, examples,
// then each group with its caption. Options without a description are left out.
std::string format_help(std::string_view usage, std::span<const HelpExample> examples,
                        std::span<const HelpGroup> groups);

// What `--version` prints: the program, Dateline's version, those of the libraries that decide what
// an index looks like.
std::string format_version(std::string_view program);

}  // namespace dateline
