//! Packages that outlast the program: a BagIt 1.0 bag (RFC 8493) whose payload is laid out as 档发〔2012〕7号 has it.
//!
//! What stands here packs, opens and checks fixity. It reckons nothing: recomputation is the pipeline's.

mod algorithm;
mod bag;
pub mod codes;
mod digests;
mod examine;
mod file;
mod info;
pub mod places;
pub mod zip;

pub use bag::{Bag, DECLARED, SM3};
pub use codes::CODES;
pub use digests::Digests;
pub use examine::{BagTest, Examination, Opened, Tested, examine};
pub use file::ArchivedFile;
pub use info::BagInfo;
