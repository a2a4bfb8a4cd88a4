//! What `--help` says of the longer options; clap does not wrap Chinese.

/// What `check --help` says of its longer options; clap does not wrap Chinese.
pub const CHECK_HELP: &str = "\
--explain-layout 逐张工作表列出：认成了哪一种表，表头在哪里，认出几栏中的几栏，
每一栏当作什么，用到了哪些表外栏目，支部和期间是从哪里看出来的，哪些格没有用到、
为什么；没有认出的工作表，找的是什么，最像表头的是哪一行。不写批注本。

--reading-list 在批注本的文件夹里写「读取清单.xlsx」：每个有内容的单元格都在里
面，只列一次，写明当作什么用到了，或者为什么没有用到（合计行、签字行、不认识的
栏等）。

--fix 在批注本里把只是写法不规范的格改好（全角数字、多余的空格、文本存的数字和日
期等），涂蓝色，「jifen 校验」表里列出原来的和改后的。意思不变，得分不变。不加
--fix 只提示，什么也不改。原文件总是不动。

--unsafe-fixes 除了上面的，还改那些会改变意思的：按编号改正项目名称，清空用不着
的级别、次数等。改后的得分可能不同，请逐条核对。分值和姓名不会猜着改，公式不动。
哪些改、哪些不改，见 docs/自动改正.md。

--clean 不校验，只去掉我们的颜色和「jifen 校验」表，写在输入旁边的「去批注」。

--format csv 一个问题一行，可以用 Excel、WPS 打开，排序、筛选，例如：
  jifen check --format csv 各支部报表/ > 问题.csv
老程序只认 gbk 的，再加 --encoding gbk；gbk 里没有的字写成〔U+4DAE〕这样，并说明
是哪些字。

--statistics 不逐条列出，只统计最常见的问题：每个代码有多少处、几个支部有、占多
少，每个支部有多少处、合每百条登记多少处，办培训时用。--format json 时多一项
statistics。

--suggest-profile 不校验，也不写批注本。没有认出、没有全认出的表，按表样归在
一起，每种写一段 [[form]]：用在哪些文件、表头的字、是哪一种表、每一栏是什么；
拿不准的写 \"?\"，旁边注明可能是什么。不写文件名的写在屏幕上；写成
--suggest-profile=表样.toml 的写进文件，不覆盖已有的，退出码 2。把 \"?\" 填好，
存为报表文件夹里的 jifen.toml，这种表就能读了。都认得的退出码 0，有要填的 1。
写法和例子见 docs/配置文件.md。";

/// What `template --help` says of its longer options.
pub const TEMPLATE_HELP: &str = "\
--roster 可以是一个支部的花名册，也可以是全乡镇的：一个支部一张工作表，或者一张
表里有「支部」一栏；也可以是放着各支部花名册的文件夹。旁边的 jifen.toml 里写了
[[branch]] 的，按那里的次序和名称，没有花名册的支部也有一份。

不写 --roster 的，制一份谁都可以用的空白表。

支部的表，--form 有三种：
  ledger  积分登记：一件事一行（通常用这一种）
  matrix  积分表：一人一行，一个项目一栏
  card    积分卡：一人一张工作表

--form 也可以写乡镇自己的登记表，一种一份，和各支部报表放在一起，汇总时自动读：
  organisation  组织.xlsx：应当交表的支部，归哪个党委、总支
  decisions     决定.xlsx：并列名额，会议决定授予谁
  objections    异议.xlsx：公示以后收到的异议，怎样处理
  waivers       豁免.xlsx：会议同意的例外
  publicity     公示登记.xlsx：每次公示的时间和结果
下拉选项里的支部取自 --roster 和 jifen.toml。

已经有的文件不覆盖，退出码 2。各张表怎样填，见 docs/模板.md。";

/// What `sample --help` says of its longer options.
pub const SAMPLE_HELP: &str = "\
--seed 必须写。种子要事先谁也不知道、事后谁都查得到，例如各支部报表收齐以后第
一期彩票的开奖号码。同样的报表、种子和以前的清单，抽出来的都一样，谁都可以照清
单里写的办法重抽一遍。程序自己不出随机数。

每次抽支部数的三分之一，除不尽的进一。前两次都没有抽到的支部必抽，所以要把前两
次的清单给它：
  jifen sample 三月报表/ --seed … --after 抽查1月.xlsx --after 抽查2月.xlsx

--strata 按配置文件 [[branch]] 里 path 的第二级（如各党总支）分层，各层都抽三分
之一。

清单填好以后：jifen tally 三月报表/ --audit 抽查清单.xlsx。见 docs/抽查.md。";
