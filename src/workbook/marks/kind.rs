//! The four kinds of mark and their colours.

use super::element::root;
use super::markup::Malformed;

/// What a mark says of a cell, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// 错误: it does not count until it is corrected.
    Wrong,
    /// 存疑: someone has to look at it.
    Doubtful,
    /// 待议: a meeting has to decide.
    Pending,
    /// 已自动处理: understood, left out or put right; nothing has to be done.
    Mended,
}

impl MarkKind {
    /// All kinds, worst first.
    pub const ALL: [Self; 4] = [Self::Wrong, Self::Doubtful, Self::Pending, Self::Mended];

    /// The word for it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Wrong => "错误",
            Self::Doubtful => "存疑",
            Self::Pending => "待议",
            Self::Mended => "已自动处理",
        }
    }

    /// The colour of the fill as OOXML writes it (alpha, red, green, blue).
    ///
    /// Each is one step off a stock colour of Excel: that is how our fills are told from a branch's own.
    #[must_use]
    pub const fn colour(self) -> &'static str {
        match self {
            Self::Wrong => "FFFFC7CD",
            Self::Doubtful => "FFFFEB9D",
            Self::Pending => "FFCCC0DB",
            Self::Mended => "FFDDEBF8",
        }
    }

    /// The kind whose colour this is, written with its alpha or without.
    #[must_use]
    pub fn of_colour(colour: &str) -> Option<Self> {
        let shade = |argb: &str| argb.len().checked_sub(6).and_then(|at| argb.get(at..)).map(str::to_ascii_uppercase);
        let wanted = shade(colour.trim())?;
        Self::ALL.into_iter().find(|kind| shade(kind.colour()).is_some_and(|ours| ours == wanted))
    }
}

/// The kind of a `<fill>` that is ours.
///
/// The foreground alone counts: LibreOffice writes some near colour of its palette as the background.
pub(crate) fn kind_of_fill(fill: &str) -> Option<MarkKind> {
    let colour = |fill: &str| -> Result<Option<String>, Malformed> {
        let fill = (root(fill)?, fill);
        let pattern = fill.0.child(fill.1, "patternFill")?;
        let Some(solid) = pattern.filter(|it| it.tag.value("patternType").is_some_and(|kind| kind == "solid")) else {
            return Ok(None);
        };
        Ok(solid.child(fill.1, "fgColor")?.and_then(|it| it.tag.value("rgb").map(|rgb| rgb.into_owned())))
    };
    colour(fill).ok().flatten().and_then(|rgb| MarkKind::of_colour(&rgb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_fills_are_known_by_the_foreground_of_a_solid_pattern() {
        let fill = r#"<x:fill><x:patternFill patternType="solid"><x:fgColor rgb="ffffeb9d"/></x:patternFill></x:fill>"#;
        assert_eq!(kind_of_fill(fill), Some(MarkKind::Doubtful));
        let header = r#"<fill><patternFill patternType="solid"><fgColor rgb="FFD9E1F2"/><bgColor rgb="FFDDEBF8"/></patternFill></fill>"#;
        assert_eq!(kind_of_fill(header), None);
        assert_eq!(kind_of_fill(&fill.replace("solid", "gray125")), None);
        assert_eq!(kind_of_fill("<fill"), None);
        assert_eq!(MarkKind::of_colour("FFC7CD"), Some(MarkKind::Wrong));
        assert_eq!(MarkKind::of_colour("甲乙"), None);
    }
}
