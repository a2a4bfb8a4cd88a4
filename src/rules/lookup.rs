//! Which item a text names: by number, by name, by both in one cell; and which items it may have meant.

use super::{Item, ItemMatch, RuleSet};
use crate::model::text::{compact, is_one_slip_apart, without_zeros};

/// What stands between a number and a name, or around one of them.
const SEPARATORS: &[char] = &[
    '.', '、', '。', '·', ',', ';', ':', '-', '—', '–', '_', '/', '|', '(', ')', '[', ']', '【', '】', '〔', '〕',
    '「', '」', '《', '》',
];

/// How many items [`RuleSet::nearest_items`] gives at most.
const CANDIDATES: usize = 3;

impl RuleSet {
    /// Which item a line names by number, by name, or by both. Both are compared without spaces and in the usual widths.
    ///
    /// Beside a number a shortened or lengthened name of the same item is no contradiction; alone it names nothing.
    #[must_use]
    pub fn find_item(&self, number: Option<&str>, name: Option<&str>) -> ItemMatch {
        let by_number = number.map(|number| self.by_number.get(&number.to_uppercase()).copied());
        let by_name = name.map(|name| self.by_name.get(name).copied());
        match (by_number, by_name) {
            (None, None) => ItemMatch::Missing,
            (Some(Some(item)), None) | (None, Some(Some(item))) => ItemMatch::Found(item),
            (Some(Some(item)), Some(named)) => {
                let agrees = match named {
                    Some(other) => other == item,
                    None => self.item(item).zip(name).is_some_and(|(item, name)| item.may_be_called(name)),
                };
                if agrees { ItemMatch::Found(item) } else { ItemMatch::Contradiction(item) }
            }
            (Some(None), _) | (None, Some(None)) => ItemMatch::Unknown,
        }
    }

    /// Index of the item with exactly this name, or this other name of it.
    #[must_use]
    pub fn find_item_called(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Which item one text names, as in a heading: a number, a name, or both, the number before or behind
    /// (J01政治学习, J01.政治学习, 政治学习（J01）), in any width and spacing. Units and maxima are not part of the text.
    ///
    /// Number and name have to fit the same item, as in [`RuleSet::find_item`].
    #[must_use]
    pub fn find_item_in(&self, text: &str) -> ItemMatch {
        let text = compact(text);
        let bare = text.trim_matches(SEPARATORS);
        if bare.is_empty() {
            return ItemMatch::Missing;
        }
        for whole in [text.as_str(), bare] {
            if let ItemMatch::Found(item) = self.find_item(None, Some(whole)) {
                return ItemMatch::Found(item);
            }
        }
        if let ItemMatch::Found(item) = self.find_item(Some(bare), None) {
            return ItemMatch::Found(item);
        }
        let before = self.split_before(text.trim_start_matches(SEPARATORS));
        let halves = before.or_else(|| self.split_behind(text.trim_end_matches(SEPARATORS)));
        halves.map_or(ItemMatch::Unknown, |(number, name)| self.fit(number, name))
    }

    /// The items that a text which names none may have meant: up to three, the likeliest first, in the rulebook's order
    /// where equally likely. What counts is a number that is nearly the same or begins with the same letters, a name
    /// within the other, and characters in common.
    #[must_use]
    pub fn nearest_items(&self, written: &str) -> Vec<&Item> {
        let written = compact(written).to_uppercase();
        let mut ranked: Vec<(u32, &Item)> = self.items.iter().map(|item| (nearness(item, &written), item)).collect();
        ranked.retain(|(nearness, _)| *nearness > 0);
        ranked.sort_by_key(|(nearness, _)| std::cmp::Reverse(*nearness));
        ranked.into_iter().take(CANDIDATES).map(|(_, item)| item).collect()
    }

    /// The number that a text begins with, and the rest.
    fn split_before<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let halves = text.char_indices().map(|(at, _)| text.split_at(at));
        let mut known = halves.filter(|(number, _)| self.by_number.contains_key(&number.to_uppercase()));
        known.rfind(|(number, name)| self.is_parted(number, name, name.chars().next()))
    }

    /// The number that a text ends with, and what stands before.
    fn split_behind<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let halves = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
        let mut known = halves.filter(|(_, number)| self.by_number.contains_key(&number.to_uppercase()));
        known
            .find(|(name, number)| self.is_parted(number, name, name.chars().last()))
            .map(|(name, number)| (number, name))
    }

    /// Whether a number ends where it meets the name: a letter or digit there may be part of it, unless the rest is the
    /// item's name.
    fn is_parted(&self, number: &str, name: &str, neighbour: Option<char>) -> bool {
        !neighbour.is_some_and(|c| c.is_ascii_alphanumeric())
            || self.by_name.get(name) == self.by_number.get(&number.to_uppercase())
    }

    /// Whether a number and what stands beside it fit.
    fn fit(&self, number: &str, beside: &str) -> ItemMatch {
        // A name may begin or end with a bracket of its own.
        let cut = beside.trim_start_matches(SEPARATORS);
        let matches =
            [beside, cut, cut.trim_end_matches(SEPARATORS)].map(|name| self.find_item(Some(number), Some(name)));
        let found = matches.into_iter().find(|outcome| matches!(outcome, ItemMatch::Found(_)));
        found.or(matches.last().copied()).unwrap_or(ItemMatch::Unknown)
    }
}

/// How near a text comes to an item's number and names; 0 is not at all.
fn nearness(item: &Item, written: &str) -> u32 {
    let names = std::iter::once(&item.title).chain(&item.also);
    let name = names.map(|name| nearness_of_names(&compact(name).to_uppercase(), written)).max().unwrap_or(0);
    name + nearness_of_numbers(&item.id.to_uppercase(), written)
}

fn nearness_of_names(name: &str, written: &str) -> u32 {
    let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX).max(1);
    let common = u32::try_from(name.chars().filter(|c| !c.is_ascii() && written.contains(*c)).count()).unwrap_or(0);
    // Of a hundred characters of both, how many the other has too.
    let share = 200_u32.saturating_mul(common) / length(name).saturating_add(length(written));
    let is_within = length(name).min(length(written)) > 1 && (name.contains(written) || written.contains(name));
    if is_within {
        1000 + share
    } else if common > 1 {
        share
    } else {
        0
    }
}

fn nearness_of_numbers(number: &str, written: &str) -> u32 {
    let is_part = |c: char| c.is_ascii_alphanumeric();
    let mut parts = written.split(|c| !is_part(c)).filter(|part| part.contains(|c: char| c.is_ascii_digit()));
    let Some(other) = parts.next() else { return 0 };
    let split = |text: &str| {
        let digits = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
        let (letters, digits) = text.split_at(digits);
        (letters.to_owned(), without_zeros(digits).to_owned())
    };
    let ((letters, digits), (other_letters, other_digits)) = (split(number), split(other));
    if letters != other_letters {
        return u32::from(is_one_slip_apart(number, other)) * 20;
    }
    match digits == other_digits {
        true => 2000,
        false if is_one_slip_apart(number, other) => 60,
        false => 40,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{builtin, default_id};

    fn rules() -> RuleSet {
        builtin(&default_id()).unwrap().unwrap()
    }

    #[test]
    fn number_and_name_in_one_text_name_one_item() {
        let rules = rules();
        for text in [
            "J01",
            "j01",
            "政治学习",
            "J01政治学习",
            "J01 政治学习",
            "Ｊ01．政治学习",
            "J01、政治\n学习",
            "政治学习(J01)",
            "政治学习（J01）",
            "（J01）政治学习",
            "【J01】政治学习：",
            "政治学习-j01",
            "J01（政治学习）",
            "J01政治学习情况",
        ] {
            assert_eq!(rules.find_item_in(text), ItemMatch::Found(0), "{text}");
        }
        let veto = "V04没有正当理由，连续六个月不参加组织生活，或不交纳党费，或不做党所分配的工作";
        let number = rules.find_item(Some("V04"), None);
        assert_eq!(rules.find_item_in(veto), number);
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let rules = rules();
        for text in ["J01组织生活", "组织生活（J01）", "J01加分"] {
            assert_eq!(rules.find_item_in(text), ItemMatch::Contradiction(0), "{text}");
        }
        for text in ["J99政治学习", "J011", "J01a政治学习", "学习", "AJ01", "政治", "合计"] {
            assert_eq!(rules.find_item_in(text), ItemMatch::Unknown, "{text}");
        }
        for text in ["", "　", "—", "（）"] {
            assert_eq!(rules.find_item_in(text), ItemMatch::Missing, "{text}");
        }
    }

    #[test]
    fn the_nearest_items_come_first() {
        let rules = rules();
        let nearest = |text: &str| rules.nearest_items(text).iter().map(|item| item.id.clone()).collect::<Vec<_>>();
        assert_eq!(nearest("J1")[0], "J01");
        assert_eq!(nearest("志愿活动服务")[0], "J04");
        assert_eq!(nearest("志愿"), ["J04"]);
        assert_eq!(nearest("K09"), ["K01", "K02", "K03"]);
        assert_eq!(nearest("Z05受奖励")[0], "Z05");
        assert_eq!(nearest("党费")[..2], ["J03", "K02"]);
        assert_eq!(nearest("合计"), [""; 0]);
        assert_eq!(nearest(""), [""; 0]);
    }
}
