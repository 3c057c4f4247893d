using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Zhunsheng.Web.Tests;

/// <summary>docs/api.md: the calls of the guide, sent as they stand there.</summary>
public sealed partial class ApiGuideTests
{
    [Fact]
    public async Task Guide_CallByCall_DoesWhatItSays()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, office) = (await site.Token("甲单位"), await site.Token("镇数据局"));
        var secrets = new Dictionary<string, string> { ["$UNIT"] = unit.Secret, ["$OFFICE"] = office.Secret, ["$DIGEST"] = "" };
        var answers = new List<ApiAnswer>();
        foreach (var call in CallPattern().Matches(await File.ReadAllTextAsync(Guide())).Select(m => m.Groups["call"].Value.Replace("\\\n", " ", StringComparison.Ordinal)))
        {
            var answer = await Send(site, call, secrets);
            answers.Add(answer);
            if ((string?)answer.Json?["digest"] is { } digest && answer.Json["file_name"] is not null)
            {
                secrets["$DIGEST"] = digest;
            }
        }

        Assert.Equal([200, 200, 200, 201, 201, 200, 201, 422, 200, 200, 200, 200, 200, 200, 200, 200], answers.Select(a => a.Status));
        Assert.Equal("甲单位", (string)answers[0]["organisation"]["name"]!);
        Assert.Equal(["项目名称", "密级", "总投资"], answers[1]["sections"][0]!["fields"]!.AsArray().Take(3).Select(f => (string)f!["fact"]!["name"]!));
        Assert.False((bool)answers[2]["ok"]!);
        Assert.Equal("MZ-2026-0001", (string)answers[4]["case"]!);
        Assert.Equal(350.5m, (decimal)answers[4]["asked"]["总投资"]!);
        Assert.Equal("\"1\"", answers[5].ETag);
        Assert.Contains(answers[5]["open_steps"].AsArray(), s => (string)s!["step"]! == "审核" && (bool)s["mine"]!);
        Assert.Equal(("审核", "通过", 2), ((string)answers[6]["step"]!, (string)answers[6]["outcome"]!, (int)answers[6]["number"]!));
        Assert.Equal("合成一个项目再报", (string)answers[7]["articles"][0]!["remedy"]!);
        Assert.Equal(["申报", "审核"], answers[8]["items"].AsArray().Select(e => (string)e!["act"]!["step"]!));
        Assert.False((bool)answers[9]["answer"]!);
        Assert.Equal(350.5m, (decimal)answers[10]["execution"]["approved"]!);
        Assert.Contains(answers[11]["entries"].AsArray(), e => (string)e!["text"]! == "审核申报" || (string)e["kind"]! == "act");
        Assert.Equal("leaders", (string)answers[12]["desk"]!);
        Assert.Equal((0, 0), ((int)answers[13]["total"]!, (int)answers[15]["total"]!));
    }

    /// <summary>Does what curl would do with these words.</summary>
    private static async Task<ApiAnswer> Send(TestSite site, string call, Dictionary<string, string> secrets)
    {
        var words = WordPattern().Matches(call).Select(w => w.Value).ToList();
        string Plain(string word) => secrets.Aggregate(string.Concat(PartPattern().Matches(word).Select(p => p.Value is ['"', ..] or ['\'', ..] ? p.Value[1..^1] : p.Value)), (text, s) => text.Replace(s.Key, s.Value, StringComparison.Ordinal));
        using var request = new HttpRequestMessage();
        string? body = null;
        var headers = new List<(string Name, string Value)>();
        for (var i = 1; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "-s" or "-i":
                    break;
                case "-X":
                    request.Method = new HttpMethod(words[++i]);
                    break;
                case "-H":
                    var header = Plain(words[++i]).Split(": ", 2);
                    headers.Add((header[0], header[1]));
                    break;
                case "-d":
                    body = Plain(words[++i]);
                    break;
                case "-F":
                    Assert.Equal("file=@申请书.pdf", Plain(words[++i]));
                    request.Content = ApiClient.FileContent(TestFile.Pdf());
                    break;
                default:
                    request.RequestUri = new Uri(Plain(words[i]).Replace("$BASE", "", StringComparison.Ordinal), UriKind.Relative);
                    break;
            }
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(headers.Single(h => h.Name == "Content-Type").Value);
        }

        return await site.Program("").Send(request.Method, request.RequestUri!.OriginalString, request.Content, change: r =>
        {
            foreach (var (name, value) in headers.Where(h => h.Name != "Content-Type"))
            {
                r.Headers.TryAddWithoutValidation(name, value);
            }
        });
    }

    private static string Guide()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Zhunsheng.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "docs", "api.md");
    }

    [GeneratedRegex(@"```sh\n(?<call>curl[\s\S]*?)\n```")]
    private static partial Regex CallPattern();

    [GeneratedRegex("""(?:"[^"]*"|'[^']*'|[^\s"'])+""")]
    private static partial Regex WordPattern();

    [GeneratedRegex("""[^\s"']+|"[^"]*"|'[^']*'""")]
    private static partial Regex PartPattern();
}
