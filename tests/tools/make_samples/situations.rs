//! Situations of a member's year that a score has to get right.

use chrono::NaiveDate;

use crate::branch::Member;
use crate::calendar::day;
use crate::ledger::Event;
use crate::year::Composer;

/// Something that happens to a member beyond an ordinary year.
#[derive(Clone)]
pub enum Special {
    /// J01: eleven absences take more than the 20 points there are.
    StudyToZero,
    /// J03: twelve months late.
    DuesToZero,
    /// J04: at least twelve services, 15 points at most.
    VolunteerOverCap,
    /// Z03 twice, counted once.
    EnrichTwice,
    /// Z06: five pieces in one quarter, three count.
    PledgesOverQuarter,
    /// Z07: four points in one quarter, three count.
    AdviceOverQuarter,
    /// Z05: one matter at two levels, the higher counts.
    AwardAtTwoLevels,
    /// K05: one matter at two levels, the higher counts.
    CriticismAtTwoLevels,
    /// J01 请假补学, nothing off.
    MadeUpStudy,
    /// J01 and J02 with an empty level.
    EmptyLevels,
    /// K02 by months, with J03.
    ArrearsByMonth,
    /// A veto of that number.
    Veto(&'static str),
    /// V04 with everything lost: a score under zero.
    LongAbsent,
    /// Transferred in.
    Came(NaiveDate),
    /// Transferred out.
    Left(NaiveDate),
    Died(NaiveDate),
}

/// What the roster knows of it.
pub fn settle(special: &Special, member: &mut Member) {
    match special {
        Special::Came(date) => member.came = Some(*date),
        Special::Left(date) => member.left = Some(*date),
        Special::Died(date) => member.died = Some(*date),
        _ => {}
    }
}

/// What the ledger knows of it.
pub fn happen(special: &Special, composer: &mut Composer<'_>) {
    let year = 2025;
    match special {
        Special::StudyToZero => times(composer, 11, "J01", Some("缺学")),
        Special::DuesToZero => {
            composer.add("J03", day(year, 6, 30), Some(5), None, None).matter = "2—6月党费逾期缴纳".to_owned();
            composer.add("J03", day(year, 12, 10), Some(6), None, None).matter = "7—12月党费逾期缴纳".to_owned();
        }
        Special::VolunteerOverCap => times(composer, 12, "J04", None),
        Special::EnrichTwice => {
            composer.add("Z03", day(year, 4, 16), Some(1), None, None);
            composer.add("Z03", day(year, 10, 21), Some(1), None, None);
        }
        Special::PledgesOverQuarter => {
            composer.add("Z06", day(year, 4, 9), Some(2), None, None);
            composer.add("Z06", day(year, 5, 22), Some(3), None, None);
        }
        Special::AdviceOverQuarter => {
            composer.add("Z07", day(year, 7, 8), Some(1), Some("县级"), None);
            composer.add("Z07", day(year, 8, 13), Some(1), Some("镇级"), None);
            composer.add("Z07", day(year, 9, 3), Some(2), Some("村级"), None);
        }
        Special::AwardAtTwoLevels => {
            let matter = "防汛抢险先进个人".to_owned();
            composer.add("Z05", day(year, 7, 1), Some(1), Some("镇级"), None).matter.clone_from(&matter);
            composer.add("Z05", day(year, 9, 18), Some(1), Some("县级"), None).matter = matter;
        }
        Special::CriticismAtTwoLevels => {
            let matter = "秸秆禁烧责任不落实".to_owned();
            composer.add("K05", day(year, 6, 11), Some(1), Some("村级"), None).matter.clone_from(&matter);
            composer.add("K05", day(year, 6, 17), Some(1), Some("镇级"), None).matter = matter;
        }
        Special::MadeUpStudy => times(composer, 2, "J01", Some("请假补学")),
        Special::EmptyLevels => {
            times(composer, 1, "J01", None);
            times(composer, 1, "J02", None);
        }
        Special::ArrearsByMonth => {
            composer.add("J03", day(year, 8, 29), Some(4), None, None).matter = "5—8月党费逾期缴纳".to_owned();
            composer.add("K02", day(year, 9, 5), Some(4), None, None).matter = "拖欠5—8月党费".to_owned();
        }
        Special::Veto(code) => {
            let date = composer.free(code);
            veto(composer.add(code, date, None, None, None));
        }
        Special::LongAbsent => {
            times(composer, 10, "J01", Some("缺学"));
            times(composer, 9, "J02", Some("无故缺席"));
            times(composer, 4, "K01", None);
            composer.add("J03", day(year, 12, 11), Some(12), None, None).matter = "全年党费未按月缴纳".to_owned();
            composer.add("K02", day(year, 12, 12), Some(12), None, None).matter = "拖欠全年党费".to_owned();
            veto(composer.add("V04", day(year, 12, 15), None, None, None));
        }
        Special::Came(_) | Special::Left(_) | Special::Died(_) => {}
    }
}

/// On a veto line 次数 says nothing and is left empty.
fn veto(event: &mut Event) {
    event.count = None;
}

fn times(composer: &mut Composer<'_>, how_often: usize, code: &str, level: Option<&'static str>) {
    for _ in 0..how_often {
        let date = composer.free(code);
        composer.add(code, date, Some(1), level, None);
    }
}
