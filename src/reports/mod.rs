//! Results as documents and tables, free of any file format.

mod check_page;
mod codes_page;
mod compare;
mod document;
mod explain_page;
mod layout_page;
mod lint_page;
mod page;
mod reading;
mod reading_list;
mod reading_words;
mod round;
mod rounds_page;
mod rules_book;
mod rules_diff;
mod page_book;
mod rulebook;
mod rules_page;
mod rules_tables;
mod tally_page;
mod waived_page;
mod why_book;
mod why_page;
mod summary;

pub use check_page::{Checked, check_page};
pub use codes_page::codes_page;
pub use compare::{
    Cause, Compared, Comparison, DiagnosticComparison, MemberComparison, Move, Pair, Part, QuotaComparison, Side,
    Summary, compare, comparison_book, comparison_page,
};
pub use document::{
    AlertResult, BranchResult, DiagnosticResult, EntryResult, FileResult, Honour, MemberResult, PeriodResult,
    QuotaResult, Rank, RecordResult, ResultDocument, RuleSetResult, SCHEMA, SourceResult, Status, StepResult,
};
pub use explain_page::explain_page;
pub use layout_page::{FileReading, layout_page};
pub use lint_page::{LintDocument, LintResult, lint_document, lint_page};
pub use page::{Align, Block, Page, Tone};
pub use page_book::page_book;
pub use reading::{ColumnResult, HiddenResult, PassedOver, ReadingResult, TableResult, reading_result, table_results};
pub use reading_list::reading_list_book;
pub use reading_words::{reading_in_words, readings_in_words};
pub use round::{EntryChange, RoundEntry, RoundProblem, RoundResult, WaivedResult};
pub use rounds_page::{entry_in_words, round_in_words, rounds_page};
pub use rulebook::{Ranges, WorkedExample, rulebook_page};
pub use rules_book::rules_book;
pub use rules_diff::{
    Change, ChangeKind, ChangedFacet, ChangedGroup, Kind, RuleSetNamed, RulesDiff, rules_diff, rules_diff_page,
};
pub use rules_page::{conditions_in_words, price_in_words, rules_list_page};
pub use summary::summary_book;
pub use tally_page::tally_page;
pub use waived_page::{waived_in_words, waived_page};
pub use why_book::why_book;
pub use why_page::{OneMore, why_page};
