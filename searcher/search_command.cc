// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/search_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/base/terminal_text.h"
#include "searcher/answer.h"
#include "searcher/index_reader.h"
#include "searcher/output/document_view.h"
#include "searcher/query/query_error.h"

namespace dateline {
namespace {

void note_undated(const Answer& answer, Console& console) {
  if (!answer.undated_left_out || *answer.undated_left_out == 0) return;
  console.note(fmt::format(
      "{} matching document{} without a date left out (--undated lets them in)",
      grouped_number(*answer.undated_left_out), *answer.undated_left_out == 1 ? "" : "s"));
}

void note_understanding(const UnderstoodQuery& query, const Answer& answer, bool is_colored,
                        Console& console) {
  const std::string text = searched_as(query, answer.searched);
  if (!text.empty()) console.aside("searched as: " + text, is_colored);
  if (!answer.feedback.empty()) {
    console.aside(fmt::format("ranked also by: {}", fmt::join(answer.feedback, " ")), is_colored);
  }
}

void note_nothing(const Answer& answer, Console& console) {
  for (const std::string& word : answer.missing_words)
    console.note(fmt::format("no document has '{}'", word));
  if (!answer.did_you_mean.empty())
    console.note(fmt::format("did you mean: {}", answer.did_you_mean));
}

ExitCode show(const SearchOptions& options, IndexReader& reader, Output& output) {
  const auto document = reader.search([&]() -> std::optional<Document> {
    const auto docid = reader.find(options.show);
    if (!docid) return std::nullopt;
    return reader.load(*docid);
  });
  if (!document) {
    throw Error(ExitCode::Nothing, fmt::format("no document '{}' in the index", options.show),
                "give its id, or its path as hits show it");
  }
  output.write(show_document(*document, options.raw, options.output.color));
  output.flush();
  return ExitCode::Done;
}

ExitCode search(const SearchOptions& options, IndexReader& reader, Console& console,
                Output& output) {
  const UnderstoodQuery query = understand(options.query, options.search);
  if (options.explain) {
    output.write(explain_query(reader, query, options.search));
    output.flush();
    return ExitCode::Done;
  }
  SearchSettings settings = options.search;
  const bool is_json = options.output.format == OutputFormat::Json;
  settings.count_undated = settings.count_undated || !is_json;
  Answer answer = answer_query(reader, query, settings);
  if (!is_json) {
    note_understanding(query, answer, options.notes_colored, console);
    note_undated(answer, console);
    note_nothing(answer, console);
  }
  // Who did not ask for it has it in the note: --count prints one number.
  if (!options.search.count_undated) answer.undated_left_out.reset();
  const auto writer = make_writer(options.output);
  const QueryInfo info = info_of("", query, answer);
  std::string text;
  writer->begin(text, info);
  for (const auto& hit : answer.hits) writer->hit(text, info, hit);
  writer->end(text, info, answer);
  output.write(text);
  output.flush();
  return answer.total == 0 ? ExitCode::Nothing : ExitCode::Done;
}

ExitCode search_or_show(const SearchOptions& options, Console& console, Output& output) {
  IndexReader reader(find_index(options.index));
  if (!options.quiet && !reader.state().complete) {
    console.note("the index is still being built: answers are incomplete");
  }
  return options.show.empty() ? search(options, reader, console, output)
                              : show(options, reader, output);
}

}  // namespace

ExitCode run_search(const SearchOptions& options, Console& console, Output& output) {
  console.set_quiet(options.quiet);
  try {
    return search_or_show(options, console, output);
  } catch (const QueryError& error) {
    console.error(error, caret_lines(options.query, error.offset()));
    return error.code();
  }
}

}  // namespace dateline
