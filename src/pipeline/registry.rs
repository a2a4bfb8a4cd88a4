//! The one registry of codes, behind `explain` and the documentation.

use crate::model::Code;
use crate::{archive, checks, layout, rules, scoring, workbook};

/// Every code of every room, sorted.
#[must_use]
pub fn all_codes() -> Vec<&'static Code> {
    let rooms = [
        workbook::CODES,
        archive::CODES,
        layout::CODES,
        checks::CODES,
        checks::OWN_CODES,
        scoring::codes::CODES,
        rules::lint::CODES,
    ];
    let mut codes: Vec<&Code> = rooms.into_iter().flatten().copied().collect();
    codes.sort_by_key(|code| ("FLVMEPSTAR".find(code.id.get(..1).unwrap_or_default()), code.id));
    codes
}

/// The code with this id, in either case.
#[must_use]
pub fn code(id: &str) -> Option<&'static Code> {
    all_codes().into_iter().find(|code| code.id.eq_ignore_ascii_case(id.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_used_twice() {
        let codes = all_codes();
        assert!(codes.len() > 50);
        assert!(codes.windows(2).all(|pair| pair[0].id != pair[1].id));
    }
}
