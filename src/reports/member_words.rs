//! What is said of one member beside points: places, decisions of meetings, objections.

use super::document::{MemberResult, QuotaResult};
use super::rulings::{DecisionResult, ObjectionResult};

/// How the member fared in the competition for places, a sentence for each quota that concerns them.
pub fn quotas_in_words<'a>(quotas: impl Iterator<Item = &'a QuotaResult>, member: &MemberResult) -> Vec<String> {
    let names = [
        member.name.clone(),
        format!("{}（{}）", member.name, member.id),
        format!("{} {}", member.branch, member.name),
        format!("{} {}（{}）", member.branch, member.name, member.id),
    ];
    let is_in = |listed: &[String]| listed.iter().any(|name| names.contains(name));
    let mut sentences = Vec::new();
    for quota in quotas {
        let (is_contested, is_awarded) = (is_in(&quota.contested), is_in(&quota.awarded));
        if quota.scope != member.branch && !is_contested && !is_awarded {
            continue;
        }
        let sentence = if is_contested {
            format!("并列，名额还剩 {} 个，待党员大会决定", quota.reserved)
        } else if is_awarded {
            "入选".to_owned()
        } else if member.grade_by_points.as_ref() == Some(&quota.level) && member.veto.is_empty() {
            "排名在后，没有入选".to_owned()
        } else {
            continue;
        };
        let share = quota.share_in_words().map_or_else(String::new, |share| format!(" × {share} 取整"));
        sentences.push(format!(
            "{}：{} {} 人{share}，名额 {} 个，{} 人竞争：{sentence}。",
            quota.level, quota.scope, quota.counted, quota.limit, quota.candidates
        ));
    }
    sentences
}

/// A decision of a meeting: when, who, what, why, and what became of it.
pub fn decision_in_words(decision: &DecisionResult) -> String {
    let by = [&decision.on, &decision.by].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let because = decision.reason.as_ref().map_or_else(String::new, |reason| format!("，{reason}"));
    format!("会议决定（{by}）：{}{}{because}。{}", decision.decided(), decision.grade, decision.outcome_in_words())
}

/// An objection: when, about what, and what came of it. Who raised it is not told.
pub fn objection_in_words(objection: &ObjectionResult) -> String {
    let raised = objection.raised.as_ref().map_or_else(String::new, |day| format!("{day} 提出，"));
    let how = objection.how.as_ref().map_or_else(String::new, |how| format!("（{how}）"));
    let (about, matter, state) = (objection.about_in_words(), &objection.matter, objection.state_in_words());
    format!("异议：{raised}{about}，{matter}——{state}{how}。")
}
