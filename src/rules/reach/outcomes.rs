//! What a condition can come to.

use super::bounds::Bounds;
use crate::rules::Ref;
use crate::rules::formula::{Binary, Expr, Function, Interval};

/// What a yes or no can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcomes {
    /// It can be yes.
    pub yes: bool,
    /// It can be no.
    pub no: bool,
    /// It can be missing, which does not hold either.
    pub missing: bool,
}

impl Outcomes {
    /// Anything.
    pub const ANY: Self = Self { yes: true, no: true, missing: true };

    const fn only(truth: bool) -> Self {
        Self { yes: truth, no: !truth, missing: false }
    }

    /// What either of two can be.
    pub const fn or(self, other: Self) -> Self {
        Self { yes: self.yes || other.yes, no: self.no || other.no, missing: self.missing || other.missing }
    }

    /// Whether it always holds.
    #[must_use]
    pub const fn is_sure(self) -> bool {
        self.yes && !self.no && !self.missing
    }

    const fn opposite(self) -> Self {
        Self { yes: self.no, no: self.yes, missing: self.missing }
    }

    /// Both of two (Kleene).
    const fn and(self, other: Self) -> Self {
        Self {
            yes: self.yes && other.yes,
            no: self.no || other.no,
            missing: (self.missing && (other.missing || other.yes)) || (other.missing && self.yes),
        }
    }
}

/// What a settled condition can come to.
pub fn outcomes(expr: &Expr<Ref>, bounds: &Bounds<'_>) -> Outcomes {
    match expr {
        Expr::Truth(truth) => Outcomes::only(*truth),
        Expr::Not(inner) => outcomes(inner, bounds).opposite(),
        Expr::Binary(Binary::And, a, b) => outcomes(a, bounds).and(outcomes(b, bounds)),
        Expr::Binary(Binary::Or, a, b) => outcomes(a, bounds).opposite().and(outcomes(b, bounds).opposite()).opposite(),
        Expr::Binary(sign, a, b) if sign.compares() => {
            let missing = may_lack(a, bounds) || may_lack(b, bounds);
            match (bounds.interval(a), bounds.interval(b)) {
                (Some(a), Some(b)) => Outcomes { missing, ..compared(*sign, a, b) },
                _ => Outcomes { missing, ..Outcomes::ANY },
            }
        }
        Expr::Name(name) => bounds.truth(*name),
        Expr::Call(Function::Has, parts) => known(parts, bounds),
        Expr::Call(Function::Missing, parts) => known(parts, bounds).opposite(),
        Expr::Call(Function::Any, _) => Outcomes { missing: false, ..Outcomes::ANY },
        Expr::Call(Function::If, parts) => match parts.as_slice() {
            [_, a, b] => outcomes(a, bounds).or(outcomes(b, bounds)),
            _ => Outcomes::ANY,
        },
        Expr::Number(_) | Expr::Text(_) | Expr::Word { .. } | Expr::Day(_) => {
            Outcomes { yes: false, no: false, missing: true }
        }
        _ => Outcomes::ANY,
    }
}

fn known(parts: &[Expr<Ref>], bounds: &Bounds<'_>) -> Outcomes {
    match parts.first() {
        Some(part) if !may_lack(part, bounds) => Outcomes::only(true),
        _ => Outcomes { missing: false, ..Outcomes::ANY },
    }
}

fn compared(sign: Binary, a: Interval, b: Interval) -> Outcomes {
    // Whether some number of the one is below some number of the other, or the same.
    let below = |a: Interval, b: Interval| a.least.zip(b.most).is_none_or(|(a, b)| a < b);
    let meets = a.least.zip(b.most).is_none_or(|(a, b)| a <= b) && b.least.zip(a.most).is_none_or(|(b, a)| b <= a);
    let differs = a.single().is_none() || a.single() != b.single();
    let (yes, no) = match sign {
        Binary::Less => (below(a, b), meets || below(b, a)),
        Binary::AtMost => (meets || below(a, b), below(b, a)),
        Binary::Greater => (below(b, a), meets || below(a, b)),
        Binary::AtLeast => (meets || below(b, a), below(a, b)),
        Binary::Equal => (meets, differs),
        Binary::Unequal => (differs, meets),
        _ => (true, true),
    };
    Outcomes { yes, no, missing: false }
}

/// Whether a settled formula may have no value.
pub fn may_lack(expr: &Expr<Ref>, bounds: &Bounds<'_>) -> bool {
    let any = |parts: &[Expr<Ref>]| parts.iter().any(|part| may_lack(part, bounds));
    match expr {
        Expr::Number(_) | Expr::Text(_) | Expr::Word { .. } | Expr::Day(_) | Expr::Truth(_) => false,
        Expr::Name(name) => bounds.may_lack(*name),
        Expr::Not(inner) | Expr::Negate(inner) => may_lack(inner, bounds),
        Expr::Binary(Binary::Over, a, b) => {
            let divides = matches!(&**b, Expr::Number(number) if !number.is_zero());
            !divides || may_lack(a, bounds)
        }
        Expr::Binary(Binary::Like, ..) | Expr::In(..) => true,
        // Two values that do not suit each other have no result.
        Expr::Binary(_, a, b) => {
            may_lack(a, bounds) || may_lack(b, bounds) || bounds.interval(a).is_some() != bounds.interval(b).is_some()
        }
        Expr::Call(function, parts) => match (function, parts.as_slice()) {
            (
                Function::Count | Function::Times | Function::Sum | Function::Any | Function::Has | Function::Missing,
                _,
            ) => false,
            (Function::OrElse, [a, b]) => may_lack(a, bounds) && may_lack(b, bounds),
            (Function::If, [_, a, b]) => may_lack(a, bounds) || may_lack(b, bounds),
            (
                Function::Min | Function::Max | Function::Clip | Function::Abs | Function::Floor | Function::Ceil,
                parts,
            ) => any(parts),
            (Function::Round, [x, ..]) => may_lack(x, bounds),
            _ => true,
        },
    }
}
