//! Packages that outlast the program: a BagIt 1.0 bag (RFC 8493) whose payload is laid out as 档发〔2012〕7号 has it.
//!
//! What stands here packs, opens and checks fixity. It reckons nothing: recomputation is the pipeline's.

mod about;
mod algorithm;
mod bag;
mod catalogue;
pub mod codes;
mod digests;
mod examine;
mod file;
mod formats;
mod info;
pub mod places;
pub mod zip;

pub use about::{About, about_text, is_record};
pub use bag::{Bag, DECLARED, SM3};
pub use catalogue::{CatalogueEntry, catalogue_xml};
pub use codes::CODES;
pub use digests::Digests;
pub use examine::{BagTest, Examination, Opened, Tested, examine};
pub use file::ArchivedFile;
pub use formats::{Format, Held, formats_of};
pub use info::BagInfo;
