//! Shares: parts of a whole, written in percent or as a fraction.

use serde::Deserialize;

use crate::model::Points;

/// A share, as a number: `"50%"` and `"1/2"` are 0.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Share(Points);

impl Share {
    /// The share of a number.
    #[must_use]
    pub fn of(self, whole: Points) -> Points {
        whole * self.0
    }

    /// The share as a number.
    #[must_use]
    pub const fn number(self) -> Points {
        self.0
    }

    /// The share in percent.
    #[must_use]
    pub fn percent(self) -> Points {
        self.0 * Points::whole(100)
    }
}

impl TryFrom<String> for Share {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const WRONG: &str = "份额要写成 \"50%\" 或 \"1/3\"";
        let number = |part: &str| Points::parse(part.trim()).map_err(|_| WRONG);
        if let Some(percent) = text.trim().strip_suffix(['%', '％']) {
            return Ok(Self(number(percent)? / Points::whole(100)));
        }
        match text.split_once('/') {
            Some((part, whole)) => {
                let whole = number(whole)?;
                if whole.is_zero() { Err(WRONG) } else { Ok(Self(number(part)? / whole)) }
            }
            None => number(&text).map(Self),
        }
    }
}
