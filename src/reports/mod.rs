//! Results as documents and tables, free of any file format.

mod document;
mod summary;

pub use document::{
    BranchResult, DiagnosticResult, EntryResult, FileResult, Honour, MemberResult, PeriodResult, QuotaResult, Rank,
    ResultDocument, RuleSetResult, SCHEMA, SourceResult, Status, StepResult,
};
pub use summary::summary_book;
