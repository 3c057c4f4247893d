namespace Zhunsheng.Cli.Tests;

/// <summary>A small rulebook in a folder of its own, and the command line run over it in this process.</summary>
internal sealed class TestBook : IDisposable
{
    private const string Rulebook = """
        id: sample-2024
        version: 1
        title: 样本办法
        short: 样本
        issuer: 样本机关
        issued: 2024-01-01
        in_force: {from: 2024-01-01}
        jurisdiction: {name: 样本市, level: 市本级}
        number_prefix: YB
        articles_count: 3
        roles:
          建设单位: {own: true}
        phases: [申报]
        kinds:
          项目: {title: 项目名称}
        stages:
          项目建议书: {step: 申报}
          可行性研究报告: {step: 申报}
        articles:
          第一条:
            gist: 为什么有这个办法
            declaratory: 只讲目的
          第二条:
            gist: 按总投资分档定要批的文书
            decisions:
              审批环节:
                cases:
                  - {when: 总投资 > 400, then: [项目建议书, 可行性研究报告]}
                  - {when: 总投资 <= 400, then: [项目建议书]}
          第三条:
            gist: 档案验收和资金
            gates:
              档案验收合格:
                blocks: 可否验收
                holds: 档案验收 = "合格"
                strength: hard
                reason: 档案验收没有合格
                remedy: 档案验收合格后再办
            steps:
              申报:
                phase: 申报
                by: 建设单位
                opens: true
                requires: {可否验收: {环节: 竣工验收}}
                asks:
                  - section: 项目
                    facts: [项目名称, 总投资, 档案验收]
                outcomes:
                  提交: {closes: true}
        """;

    public TestBook(string? rulebook = null, string? cases = null)
    {
        Folder = Directory.CreateTempSubdirectory("zs-test-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "sample-2024"));
        Write("sample-2024/rulebook.yaml", rulebook ?? Rulebook);
        if (cases is not null)
        {
            Write("sample-2024/cases.yaml", cases);
        }
    }

    /// <summary>The folder of rulebooks; the common texts come with the program.</summary>
    public string Folder { get; }

    /// <summary>The text of the sample rulebook.</summary>
    public static string Text => Rulebook;

    /// <summary>Writes a file below the folder and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a command line with --rulebooks on this folder.</summary>
    public Task<(int Exit, string Out, string Error)> Run(params string[] arguments) => RunBare([.. arguments, "--rulebooks", Folder]);

    /// <summary>Runs a command line as it is.</summary>
    public static Task<(int Exit, string Out, string Error)> RunBare(params string[] arguments) => RunTyping("", arguments);

    /// <summary>Runs a command line with typed input.</summary>
    public static async Task<(int Exit, string Out, string Error)> RunTyping(string typed, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(typed);
        var exit = await CommandTree.Run(arguments, new Terminal(output, error, input, Interactive: false), TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
