//! 分值 that was written by the prices of another rule set.

use super::branch::BranchBook;
use crate::model::{Entry, ItemMention, Tells};
use crate::rules::{Item, Pricing, RuleSet};

/// Takes 分值 out of lines where these rules give the points themselves and what is written is what the other rule set
/// gives: it says how the line was priced when it was written, and nothing about how it is to be priced here.
pub fn drop_prices_of(other: &RuleSet, rules: &RuleSet, books: &mut [BranchBook]) {
    for entry in books.iter_mut().flat_map(|book| &mut book.entries) {
        if is_priced_by(other, rules, entry) {
            entry.stated = None;
        }
    }
}

fn is_priced_by(other: &RuleSet, rules: &RuleSet, entry: &Entry) -> bool {
    let (ItemMention::Known(item), Tells::Event, Some(stated), Some(when)) =
        (&entry.item, entry.tells, entry.stated, entry.when)
    else {
        return false;
    };
    let day = when.to();
    let is_given = |item: &Item| matches!(item.pricing_on(day), Pricing::Fixed(_) | Pricing::Levels(_));
    let Some(own) = rules.item(*item).filter(|item| is_given(item)) else { return false };
    let Some(theirs) = other.items.iter().find(|item| item.id == own.id) else { return false };
    match theirs.pricing_on(day) {
        // What people decided for it by the other rules is no longer for them to decide.
        Pricing::Assessed(_) => true,
        Pricing::Fixed(_) | Pricing::Levels(_) => {
            let price = |quantity: u32| theirs.price(day, &entry.level, quantity, None);
            [price(entry.quantity), price(1)].contains(&Some(theirs.without_sign(stated)))
        }
        _ => false,
    }
}
