//! Reading the forms that branches fill in: which table a sheet holds, and what its rows say.

pub mod codes;
