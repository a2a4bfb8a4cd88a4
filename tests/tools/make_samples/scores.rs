//! `scores.csv`: what every member of the two townships comes to, by the generator's own reckoning.

use crate::branch::Branch;
use crate::items::decimal;

/// One row for each member, in the order of files and rosters.
pub fn csv<'a>(branches: impl IntoIterator<Item = &'a Branch>) -> String {
    let mut text = "township,file,id,name,base,bonus,penalty,score,counted,grade,stars,contested\n".to_owned();
    for branch in branches {
        let standings = branch.standings();
        for (index, member) in branch.members.iter().enumerate().filter(|(_, member)| member.repeats.is_none()) {
            let tally = branch.tally(index);
            let (grade, stars, contested) = standings.get(&index).map_or(("", 0, String::new()), |standing| {
                (standing.grade, standing.stars, standing.contested.join("、"))
            });
            let points = [tally.base, tally.bonus, -tally.penalty, tally.score()].map(decimal).join(",");
            text.push_str(&format!(
                "{},{}.xlsx,{},{},{points},{},{grade},{stars},{contested}\n",
                branch.township,
                branch.file,
                branch.id(index),
                member.person.name,
                standings.contains_key(&index),
            ));
        }
    }
    text
}
