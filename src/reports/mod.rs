//! Results as documents and tables, free of any file format.

mod appraisals;
mod breakdown;
mod check_page;
mod closed;
mod closed_page;
mod codes_page;
pub mod columnar;
mod compare;
mod data_tables;
mod document;
mod explain_page;
mod feedback;
mod grouping;
mod headline;
mod layout_page;
mod lint_page;
mod member_book;
mod member_result;
mod member_words;
mod organisation;
mod page;
mod problem_rows;
mod publicity;
mod reading;
mod reading_list;
mod reading_words;
mod round;
mod round_words;
mod rounds_page;
mod rules_book;
mod rules_diff;
mod page_book;
mod rulebook;
mod rules_page;
mod rules_tables;
mod rulings;
mod sample;
mod senders;
mod sensitivity;
mod series;
mod statistics;
mod tally_honours;
mod tally_page;
mod template;
mod verification;
mod verification_page;
mod waived_page;
mod why_page;
mod summary;
mod years;
mod years_words;

pub use appraisals::{AppraisalResult, ChosenResult, FiguresResult};
pub use breakdown::{BreakdownGroup, BreakdownResult};
pub use check_page::check_page;
pub use closed::{ClosedEntry, ClosedMember, ClosedResult};
pub use closed_page::{closed_in_words, closed_page};
pub use codes_page::codes_page;
pub use compare::{
    Cause, Compared, Comparison, DiagnosticComparison, MemberComparison, Move, Pair, Part, QuotaComparison, Side,
    Summary, compare, comparison_book, comparison_page,
};
pub use data_tables::{DataTable, data_tables};
pub use document::{
    AlertResult, BranchResult, DiagnosticResult, EntryResult, FileResult, Honour, MemberResult, PeriodResult,
    QuotaResult, Rank, RecordResult, ResultDocument, RuleSetResult, SCHEMA, SourceResult, Status, StepResult,
};
pub use explain_page::explain_page;
pub use feedback::feedback_book;
pub use grouping::{ProblemKind, SameProblem, places_in_words, problem_kinds};
pub use headline::headline;
pub use layout_page::{FileReading, layout_page};
pub use lint_page::{LintDocument, LintResult, lint_document, lint_page};
pub use member_book::MemberBooks;
pub use organisation::{GradeCount, NO_GROUP, TransferResult, UnitKind, UnitResult, with_sums};
pub use page::{Align, Block, Page, Tone};
pub use page_book::page_book;
pub use problem_rows::{PROBLEM_COLUMNS, problem_rows};
pub use publicity::{
    Mask, Notice, Order, PublicityFile, PublicityResult, PublicityRound, changed_members, publicity_files,
};
pub use reading::{ColumnResult, HiddenResult, PassedOver, ReadingResult, TableResult, reading_result, table_results};
pub use reading_list::reading_list_book;
pub use reading_words::{reading_in_words, readings_in_words};
pub use round::{EntryChange, RoundEntry, RoundProblem, RoundResult, WaivedResult};
pub use round_words::{round_in_words, waived_in_words};
pub use rounds_page::rounds_page;
pub use rulebook::{Ranges, WorkedExample, rulebook_page};
pub use rules_book::rules_book;
pub use rules_diff::{
    Change, ChangeKind, ChangedFacet, ChangedGroup, Kind, RuleSetNamed, RulesDiff, rules_diff, rules_diff_page,
};
pub use rules_page::{conditions_in_words, price_in_words, rules_list_page};
pub use rulings::{DecisionResult, ObjectionResult};
pub use sample::{EarlierList, Sample, SampledBranch, SampledEntry, sample_book, sample_page};
pub use senders::{Sender, senders};
pub use sensitivity::{
    AllAcceptedResult, AskedResult, CaseEntryResult, CaseKind, CaseResult, EdgeResult, HolderResult, ListMove,
    NearResult, PlaceResult, SensitivityResult, ShiftResult,
};
pub use series::{SeriesResult, SeriesWindow};
pub use statistics::{BranchCount, ProblemCount, Statistics, WithStatistics, statistics, statistics_page};
pub use summary::summary_book;
pub use summary::wording::{day as day_in_words, title as titled};
pub use tally_page::{tally_page, unused_files};
pub use template::{RegisterTemplate, Template, TemplateBranch, TemplateForm, register_book, template_book};
pub use verification::{
    About, Difference, FigureDifference, Head, PackageKind, PackageResult, ProblemResult, RecomputationResult,
    TestResult, Tested, VERIFICATION_SCHEMA, Verification,
};
pub use verification_page::{difference_in_words, verification_page};
pub use waived_page::waived_page;
pub use why_page::{OneMore, why_page};
pub use years::{
    BeforeResult, BranchYear, BranchYears, CarryResult, GoneMember, KnownYear, MovedMember, NamedMember, OpenMonths,
    YearsResult,
};
pub use years_words::years_in_words;
