//! Whole townships, from workbooks to the result: permuted, taken apart and put together.

use std::collections::BTreeMap;

use jifen::pipeline::{NoProgress, Options, run};
use jifen::reports::{MemberResult, QuotaResult, ResultDocument};
use proptest::prelude::*;
use proptest::sample::select;

use super::tables::{Branch, Table};
use super::workbooks;

/// Members with few different scores, so that many tie; some have a veto.
fn branch(name: &'static str) -> impl Strategy<Value = Branch> {
    let scores =
        select(vec![("70", "30"), ("69", "31"), ("70", "20"), ("70", "10"), ("65", "15"), ("70", ""), ("55", "")]);
    prop::collection::vec((scores, prop::bool::weighted(0.05)), 1..32).prop_map(move |members| {
        let text = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
        let mut branch = Branch { name: name.to_owned(), ..Branch::default() };
        branch.points.header = text(&["姓名", "基础分", "增加分"]);
        branch.ledger.header = text(&["姓名", "项目编号"]);
        for (place, ((base, bonus), vetoed)) in members.into_iter().enumerate() {
            let who = format!("{name}{place}");
            branch.points.rows.push(text(&[&who, base, bonus]));
            if vetoed {
                branch.ledger.rows.push(text(&[&who, "V01"]));
            }
        }
        branch
    })
}

fn tally(branches: &[&Branch]) -> ResultDocument {
    let folder = tempfile::tempdir().unwrap();
    for branch in branches {
        workbooks::write(folder.path(), branch);
    }
    let options =
        Options { paths: vec![folder.path().to_owned()], period: Some("2025".to_owned()), ..Options::default() };
    run(&options, &NoProgress).unwrap().result
}

/// What is decided of each member.
fn fates(result: &ResultDocument) -> BTreeMap<&str, String> {
    let fate = |member: &MemberResult| {
        let MemberResult { score, grade, stars, stars_by_points, contested, veto, rank, categories, .. } = member;
        format!("{score:?} {grade:?} {stars} {stars_by_points} {contested:?} {veto:?} {:?} {categories:?}", rank.branch)
    };
    result.members.iter().map(|member| (member.name.as_str(), fate(member))).collect()
}

fn moved(table: &Table, seed: u64) -> Table {
    let mut numbered: Vec<(u64, Vec<String>)> =
        (1..).zip(table.rows.clone()).map(|(place, row)| (place * (seed | 1) % 1009, row)).collect();
    numbered.sort();
    Table { header: table.header.clone(), rows: numbered.into_iter().map(|(_, row)| row).collect() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_members_and_lines_changes_nobodys_outcome(town in branch("东河村党支部"), seed in 0_u64..1009) {
        let mixed = Branch {
            name: town.name.clone(),
            points: moved(&town.points, seed),
            ledger: moved(&town.ledger, seed),
            ..Branch::default()
        };
        let (before, after) = (tally(&[&town]), tally(&[&mixed]));
        prop_assert_eq!(fates(&before), fates(&after));
        prop_assert_eq!(before.status, after.status);
    }

    #[test]
    fn one_branch_knows_nothing_of_another(here in branch("东河村党支部"), there in branch("西河村党支部")) {
        let (alone, together) = (tally(&[&here]), tally(&[&here, &there]));
        let joint = fates(&together);
        for (name, fate) in fates(&alone) {
            prop_assert_eq!(&joint[name], &fate);
        }
        let own: Vec<&QuotaResult> = together.quotas.iter().filter(|quota| quota.scope == here.name).collect();
        prop_assert_eq!(format!("{own:?}"), format!("{:?}", alone.quotas.iter().collect::<Vec<_>>()));
    }

    #[test]
    fn places_ties_and_vetoes_show_alike_in_members_and_quotas(town in branch("东河村党支部")) {
        let result = tally(&[&town]);
        for quota in &result.quotas {
            prop_assert!(quota.awarded.len() + quota.reserved <= quota.limit);
            prop_assert!(quota.awarded.iter().all(|name| !quota.contested.contains(name)));
            for member in &result.members {
                let has = member.grade.as_ref() == Some(&quota.level);
                prop_assert_eq!(has, quota.awarded.contains(&member.name));
                prop_assert_eq!(member.contested.contains(&quota.level), quota.contested.contains(&member.name));
            }
        }
        for member in &result.members {
            prop_assert!(member.stars <= member.stars_by_points);
            prop_assert!(member.veto.is_empty() || member.grade.as_deref() == Some("不合格"));
            for other in &result.members {
                let same = |a: &MemberResult| (a.score, a.categories.clone(), a.veto.is_empty());
                prop_assert!(same(member) != same(other) || member.stars == other.stars);
            }
        }
    }
}
