//! The words that every other room speaks: points, members, entries, places, diagnostics.

mod ask;
mod decision;
mod diagnostic;
mod digest;
mod entry;
mod fix;
mod member;
mod past;
mod pattern;
mod period;
mod place;
mod points;
mod privacy;
mod record;
pub mod strokes;
pub mod text;
mod table;
mod table_cell;
mod waiver;

pub use ask::{Ask, Choices, Hidden};
pub use decision::Decision;
pub use diagnostic::{Code, Diagnostic, Example, Severity, Source, Verdict};
pub use digest::Digest;
pub use entry::{Entry, Field, FormPlace, ItemMention, StepTaken, Tells};
pub use fix::{Fix, FixKind, Proper};
pub use member::{FactValue, Member, MonthOrDay, OwnTotal, TotalOf};
pub use past::{PastBranch, PastMatch, PastMember, PastOutcome, PastRun, PastWay, PastYear};
pub use pattern::Pattern;
pub use period::{Period, When, Window};
pub use place::{CellRange, CellRef};
pub use points::{Points, PointsError, Rounding};
pub use privacy::{PrivateKind, PrivateNumber, masked, private_numbers};
pub use record::{Held, Record, RecordField, RecordValue, Whose};
pub use table::{Align, Book, Chart, Column, ColumnTone, NumberKind, Orientation, Row, RowKind, Table};
pub use table_cell::{Cached, TableCell};
pub use waiver::{Waiver, WaiverPlace};
