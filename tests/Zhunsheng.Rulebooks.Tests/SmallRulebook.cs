using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>A small regulation of an invented county with every kind of rule, and the common texts it needs.</summary>
internal static class SmallRulebook
{
    public const string Facts = """
        facts:
          项目名称: {type: text}
          密级: {type: choice, values: [非涉密, 秘密]}
          总投资: {type: money}
          已提交材料: {type: list, source: papers}
          例外: {type: list, source: exceptions}
          紧急: {type: boolean}
          有要求: {type: boolean}
          要求来源: {type: list, values: [上级, 本级]}
          批准: {type: boolean}
          受理日期: {type: date}
          批复日期: {type: date}
          已批复: {type: boolean, derive: 'if 批复日期 != null then true else null'}
          开工日期: {type: date}
          建成日期: {type: date}
          金额: {type: money}
          补正要求: {type: text}
          档案验收结论: {type: choice, values: [未进行, 合格]}
          计划年度: {type: year}
          违规: {type: list, values: [挪用, 拖延]}
        """;

    public const string Questions = """
        questions:
          审批环节: {kind: decision, type: list, ordered: true}
          规模: {kind: decision, type: choice, values: [大, 中, 小]}
          职责部门: {kind: decision, args: {事项: {}}, type: list}
          可否申报: {kind: gate, args: {环节: {}}}
          可否验收: {kind: gate}
          可否列入: {kind: gate, args: {途径: {default: 年度, values: [年度, 增补]}}}
          申报材料: {kind: papers, args: {环节: {}}, type: list}
          期限: {kind: deadline, args: {环节: {}, 年度: {optional: true, type: year}, 起始日期: {optional: true, type: date}}, type: date}
          期限状态: {kind: deadline_status, args: {环节: {}, 年度: {optional: true, type: year}, 起始日期: {optional: true, type: date}}, type: choice, values: [未到窗口, 期限内, 已逾期]}
          窗口期: {kind: window, args: {环节: {}}, type: list, ordered: true}
          抄送对象: {kind: notice, notice: 抄送, args: {环节: {}}, type: list}
          处置: {kind: measures, args: {环节: {}}, type: list}
          规则强度: {kind: strength, args: {规则: {}}, type: choice, values: [必须, 原则上, 可以]}
          合规缺项: {kind: gaps, type: list}
        """;

    public const string Calendar = """
        years:
          2025:
            notice: 2025年安排
            holidays:
              - {name: 国庆节, days: [2025-10-01, 2025-10-02, 2025-10-03, 2025-10-04, 2025-10-05, 2025-10-06, 2025-10-07, 2025-10-08]}
            workdays: [2025-09-28, 2025-10-11]
        """;

    public const string Head = """
        id: small-2025
        version: 2
        title: 小县信息化项目办法
        issuer: 小县人民政府
        issued: 2025-01-01
        in_force: {from: 2025-01-01}
        jurisdiction: {name: 小县, level: 旗县市区}
        number_prefix: XX
        articles_count: 6
        roles:
          单位: {own: true}
          数据局: {}
          财政局: {}
          县政府: {}
        phases: [申报, 审核, 建设]
        kinds:
          项目: {title: 项目名称}
        settings:
          停表: {type: boolean, value: true, article: 第二条, question: 补正停不停表, reading: 停}
        """;

    public const string Articles = """
        articles:
          第一条:
            gist: 为什么
            declaratory: 只讲目的
          第二条:
            gist: 申报和审核
            open: [停表]
            papers:
              申报:
                - 申请书: {blocks: 可否申报}
                - 保密方案: {when: 密级 != "非涉密", blocks: 可否申报, article: 第三条}
                - 项目名称: {from: 项目名称}
            deadlines:
              审核: {within: 5 工作日, from: 受理日期, strength: default, remind: 3 工作日, pauses: 停表, steps: [审核]}
            notices:
              审核: {抄送: [财政局]}
            steps:
              登记: {opens: true, phase: 申报, by: 单位, asks: [项目名称, 密级]}
              申报: {phase: 申报, by: 单位, after: [登记], when: 密级 = "非涉密", requires: {可否申报: {环节: 申报}}, asks: [总投资], outcomes: {提交: {sets: {受理日期: {feel: 行为日期}}}}}
              审核: {phase: 审核, by: 数据局, after: [申报], outcomes: {通过: {}, 退回补正: {reopens: [申报], stops: [审核], asks: [补正要求]}}}
              批准: {phase: 审核, by: 县政府, after: [审核], asks: [批复日期]}
          第三条:
            gist: 规模与环节
            decisions:
              规模:
                hit: unique
                inputs: [总投资]
                rows:
                  - ["> 400", 大]
                  - ["(200..400]", 中]
                  - ["<= 200", 小]
              审批环节:
                cases:
                  - {when: 紧急, then: [批准]}
                  - {when: 总投资 <= 200, then: [批准]}
                otherwise: [审核, 批准]
              职责部门:
                事项:
                  审计: [财政局]
                  验收:
                    cases:
                      - {when: 密级 = "非涉密", then: [数据局]}
                      - {when: 密级 = "秘密", then: [县政府]}
          第四条:
            gist: 红线
            gates:
              须有要求: {blocks: 可否列入, holds: 有要求, unless: 批准, strength: hard, reason: 没有要求, remedy: 取得要求}
              须紧急: {blocks: {可否列入: {途径: [增补]}}, when: 总投资 > 100, holds: 紧急, strength: default, grant: {by: 县政府}, reason: 不紧急, remedy: 请县政府批准}
              档案: {blocks: 可否验收, holds: 档案验收结论 = "合格", strength: hard, reason: 档案没有验收, remedy: 验收档案}
            duties:
              报送资料: {holds: 有要求}
          第五条:
            gist: 建设
            deadlines:
              年报: {due: 'date(年度, 12, 31)', when: 年度 >= 开工日期.year, steps: [年报]}
              验收申请: {within: 6 个月, from: 建成日期, steps: [建成]}
              自评: {from: 建成日期, window: [6 个月, 12 个月]}
              整改: {none: 只写及时, steps: [建成]}
            steps:
              开工: {phase: 建设, by: 单位, after: [批准], asks: [开工日期]}
              付款: {phase: 建设, by: 单位, after: [开工], repeats: true, asks: [金额]}
              年报: {phase: 建设, by: 单位, after: [开工], each: {name: 年度, in: 'for y in 开工日期.year..当前日期.year return y'}}
              建成: {phase: 建设, by: 单位, after: [开工], when: sum(付款.金额) > 0, asks: [建成日期]}
              自评: {phase: 建设, by: 单位, after: [建成]}
          第六条:
            gist: 后果
            consequences:
              挪用: {under: 追责, when: 'list contains(违规, "挪用")', measures: [通报, 处分]}
              拖延: {under: 追责, when: 'list contains(违规, "拖延")', measures: [通报]}
        """;

    public static readonly RulebookText[] Common =
    [
        new("common/facts.yaml", Facts), new("common/questions.yaml", Questions), new("common/calendar.yaml", Calendar),
    ];

    public static readonly Lazy<Rulebook> Book = new(() =>
    {
        var reading = Read(Head + "\n" + Articles);
        Assert.Empty(reading.Findings);
        return reading.Rulebook!;
    });

    public static RulebookReading Read(string yaml) => RulebookReader.Read(new RulebookText("small-2025/rulebook.yaml", yaml), Common);

    public static Evaluation With(params (string Name, object? Value)[] facts) => On(null, facts);

    public static Evaluation On(string? today, params (string Name, object? Value)[] facts) =>
        new(Book.Value, Situation.Of(facts.Select(f => KeyValuePair.Create(f.Name, Value(f.Value))), today is null ? null : DateOnly.Parse(today)));

    public static ImmutableDictionary<string, FeelValue> Args(params (string Name, object? Value)[] arguments) =>
        arguments.ToImmutableDictionary(a => a.Name, a => Value(a.Value));

    public static FeelValue Value(object? value) => value switch
    {
        null => FeelValue.Null,
        bool b => FeelValue.Of(b),
        int i => FeelValue.Of((decimal)i),
        decimal d => FeelValue.Of(d),
        DateOnly d => FeelValue.Of(d),
        string s => FeelValue.Of(s),
        string[] list => FeelValue.ListOf(list),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static DateOnly Day(string text) => DateOnly.Parse(text);
}
