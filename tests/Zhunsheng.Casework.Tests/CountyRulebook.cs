using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

/// <summary>The regulation of an invented county: every way in which a step can go, in as few words as possible.</summary>
internal static class CountyRulebook
{
    public const string Facts = """
        facts:
          项目名称: {type: text}
          密级: {type: choice, values: [非涉密, 秘密]}
          总投资: {type: money}
          概算: {type: money}
          是否超概: {type: boolean, derive: 总投资 > 概算}
          依托内网: {type: boolean}
          内网说明: {type: text}
          备注: {type: text, long: true}
          需求日期: {type: date, past: true}
          会商日期: {type: date, past: true, since: 需求日期}
          已提交材料: {type: list, source: papers}
          受理日期: {type: date}
          补正要求: {type: text}
          审核意见: {type: text}
          档案合格: {type: boolean}
          计划年度: {type: year}
          批准文号: {type: text}
          已列入: {type: boolean}
          变更金额: {type: money}
          变更原因: {type: text}
          累计变更: {type: money}
          计划项目: {type: cases, of: 项目, offer: 列入计划}
        """;

    public const string Questions = """
        questions:
          可否申报: {kind: gate, args: {环节: {}}}
          可否验收: {kind: gate}
          可否列入: {kind: gate}
          申报材料: {kind: papers, args: {环节: {}}, type: list}
        """;

    public const string Calendar = """
        years:
          2026:
            notice: 2026年安排
            holidays:
              - {name: 劳动节, days: [2026-05-01, 2026-05-02, 2026-05-03, 2026-05-04, 2026-05-05]}
            workdays: [2026-05-09]
        """;

    public const string Text = """
        id: county-2026
        version: 3
        title: 某县信息化项目办法
        short: 某县
        issuer: 某县人民政府
        in_force: {from: 2026-01-01}
        jurisdiction: {name: 某县, level: 旗县市区}
        number_prefix: MX
        articles_count: 7
        roles:
          单位: {own: true}
          数据局: {}
          财政局: {}
          县政府: {}
        phases: [申报, 审核, 建设, 验收]
        kinds:
          项目: {title: 项目名称}
          计划: {title: 计划年度, key: 计划年度}
        articles:
          第一条:
            gist: 目的
            declaratory: 只讲目的
          第二条:
            gist: 申报和审核
            papers:
              申报:
                - 申请书
                - 保密方案: {when: 密级 = "秘密"}
                - 效益分析: {within: 申请书}
                - 概算: {from: 概算}
                - 参考资料: {optional: true}
            gates:
              概算上限: {blocks: {可否申报: {环节: 申报}}, holds: 概算 <= 1000, strength: hard, reason: 概算超过1000万元, remedy: 压减概算}
            deadlines:
              审核: {within: 5 工作日, from: 受理日期, strength: default, remind: 3 工作日, pauses: "true", steps: [审核]}
            notices:
              申报: {报送: [数据局], 抄送: [财政局]}
            steps:
              申报:
                opens: true
                phase: 申报
                by: 单位
                requires: {可否申报: {环节: 申报}}
                asks:
                  - section: 基本
                    facts: [项目名称, 密级, 总投资, {概算: {optional: true}}, {是否超概: {optional: true}}]
                  - section: 网络
                    facts: [依托内网, {内网说明: {when: 依托内网}}, {备注: {optional: true}}, {需求日期: {optional: true}}, {会商日期: {optional: true}}]
                outcomes: {提交: {sets: {受理日期: {feel: 行为日期}}}}
              审核:
                phase: 审核
                by: 数据局
                after: [申报]
                asks: [{审核意见: {optional: true}}]
                outcomes:
                  通过: {}
                  退回补正: {reopens: [申报], stops: [审核], asks: [补正要求]}
                  不予通过: {when: 总投资 > 500, closes: true}
          第三条:
            gist: 计划
            gates:
              投资已知: {blocks: 可否列入, holds: 总投资 <= 800, strength: hard, reason: 总投资超过800万元, remedy: 另行报批}
            steps:
              编制计划: {kind: 计划, opens: true, by: 数据局, asks: [计划年度]}
              批准计划:
                kind: 计划
                by: 县政府
                after: [编制计划]
                asks: [计划项目, 批准文号]
                outcomes:
                  批准: {conveys: {to: 计划项目, step: 列入计划, outcome: 列入}, closes: true}
              列入计划:
                phase: 审核
                by: 县政府
                after: [审核]
                via: 计划
                requires: 可否列入
                asks: [计划年度, 批准文号]
                outcomes: {列入: {sets: {已列入: true}}}
          第四条:
            gist: 变更
            papers: {来文登记: [来文]}
            steps:
              变更: {phase: 建设, by: 单位, after: [列入计划], repeats: true, asks: [变更金额], outcomes: {提交: {sets: {累计变更: {feel: sum(变更.变更金额) + 变更金额}}}}}
              来文登记: {by: 单位, after: [档案验收], repeats: true}
              变更审批:
                phase: 建设
                by: 数据局
                each: {name: 变更序号, in: "变更[变更金额 > 100].序号", of: 变更}
                outcomes:
                  同意: {}
                  退回: {reopens: [变更]}
          第五条:
            gist: 档案
            gates:
              档案验收: {blocks: 可否验收, holds: 档案合格, strength: default, grant: {by: 县政府, basis: 批准文件}, reason: 档案没有合格, remedy: 档案验收合格}
            steps:
              档案验收: {phase: 验收, by: 数据局, after: [列入计划], asks: [档案合格]}
              免档案验收: {phase: 验收, by: 县政府, after: [列入计划], granted: 档案验收, outcomes: {批准: {}, 不批准: {}}}
          第六条:
            gist: 验收
            steps:
              验收: {phase: 验收, by: 单位, after: [列入计划], requires: 可否验收, outcomes: {合格: {closes: true}}}
          第七条:
            gist: 施行
            declaratory: 只讲施行
        """;

    private static readonly Lazy<Rulebook> Compiled = new(() => Read(Text));

    public static Rulebook Rulebook => Compiled.Value;

    public static ImmutableArray<RulebookText> Common { get; } =
    [
        new("common/facts.yaml", Facts), new("common/questions.yaml", Questions), new("common/calendar.yaml", Calendar),
    ];

    public static Rulebook Read(string text)
    {
        var reading = RulebookReader.Read(new RulebookText("county-2026/rulebook.yaml", text), Common);
        Assert.Empty(reading.Findings.Where(f => f.Severity == FindingSeverity.Error));
        return reading.Rulebook!;
    }
}
