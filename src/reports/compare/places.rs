//! Places under quotas, and problems, before and after.

use std::collections::BTreeMap;

use super::{DiagnosticComparison, Pair, QuotaComparison};
use crate::reports::document::{QuotaResult, ResultDocument};

/// The places of every grade and scope, in the order of the result after, then those that are gone.
pub fn quotas(before: &ResultDocument, after: &ResultDocument) -> Vec<QuotaComparison> {
    let same = |a: &QuotaResult, b: &QuotaResult| a.scope == b.scope && a.level == b.level;
    let both = after.quotas.iter().map(|new| (before.quotas.iter().find(|old| same(old, new)), Some(new)));
    let gone = before.quotas.iter().filter(|old| !after.quotas.iter().any(|new| same(old, new)));
    both.chain(gone.map(|old| (Some(old), None))).filter_map(|(old, new)| compared(old, new)).collect()
}

fn compared(old: Option<&QuotaResult>, new: Option<&QuotaResult>) -> Option<QuotaComparison> {
    let any = new.or(old)?;
    let names = |quota: Option<&QuotaResult>, of: fn(&QuotaResult) -> &Vec<String>| {
        quota.map_or_else(Vec::new, |quota| of(quota).clone())
    };
    let candidates = |quota: Option<&QuotaResult>| quota.map_or(0, |quota| quota.candidates);
    Some(QuotaComparison {
        scope: any.scope.clone(),
        level: any.level.clone(),
        limit: Pair::of(old.map(|quota| quota.limit), new.map(|quota| quota.limit)),
        candidates: Pair::of(candidates(old), candidates(new)),
        awarded: Pair::of(names(old, |quota| &quota.awarded), names(new, |quota| &quota.awarded)),
        contested: Pair::of(names(old, |quota| &quota.contested), names(new, |quota| &quota.contested)),
    })
}

/// Problems by code, where there are more or fewer.
pub fn diagnostics(before: &ResultDocument, after: &ResultDocument) -> Vec<DiagnosticComparison> {
    let mut counts: BTreeMap<&str, Pair<usize>> = BTreeMap::new();
    for diagnostic in &before.diagnostics {
        counts.entry(&diagnostic.code).or_insert(Pair::of(0, 0)).before += 1;
    }
    for diagnostic in &after.diagnostics {
        counts.entry(&diagnostic.code).or_insert(Pair::of(0, 0)).after += 1;
    }
    let differ = counts.into_iter().filter(|(_, count)| count.differ());
    differ.map(|(code, count)| DiagnosticComparison { code: code.to_owned(), count }).collect()
}
