//! Formulas: wherever a rule says *how much* or *if*, a text that reads into a tree.
//!
//! ```
//! use jifen::rules::formula::{Binary, Expr, parse};
//!
//! let tree = parse("20 × present ÷ due").unwrap();
//! assert_eq!(tree.source(), "20 * present / due");
//! assert!(matches!(tree, Expr::Binary(Binary::Over, ..)));
//! ```
//!
//! [`parse`] yields an [`Expr`] of [`Name`]s; what the names mean is for the rule set to say, which turns it into an
//! `Expr` of its own references. [`evaluate`] computes one in a [`Scope`], which knows the facts.

mod calendar;
mod compare;
mod error;
mod evaluate;
mod expr;
mod function;
mod interval;
mod linear;
mod parser;
mod scalar;
mod source;
#[cfg(test)]
mod tests;
mod token;
mod value;
mod words;
mod written;

pub use calendar::months as whole_months;
pub use error::FormulaError;
pub use evaluate::{Scope, evaluate};
pub use expr::{Binary, Expr, Name};
pub use function::{Function, Kind};
pub use interval::{Interval, interval};
pub use linear::{Linear, is_linear, linear};
pub use parser::parse;
pub use value::Value;
pub use written::Formula;
