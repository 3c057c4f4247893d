using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests.Proof;

/// <summary>
/// Every address that can be looked at, as the program itself lists them, × those who see only some files: what is not theirs does not appear, neither by number or name, nor by counts, search or export.
/// </summary>
public sealed partial class LeakTests(DemoSite demo) : IClassFixture<DemoSite>
{
    /// <summary>Values for the places in addresses that name no file.</summary>
    private static readonly Dictionary<string, string> Places = new() { ["act"] = "1", ["index"] = "0", ["year"] = "2027", ["name"] = "x", ["article"] = "第一条" };

    /// <summary>The lists of the interface over all files of a rulebook.</summary>
    private static readonly string[] OverAll = ["overview/projects", "overview/acts", "oversight/orders", "systems", "resources"];

    [Fact]
    public async Task EveryNumber_OfTheInterface_LeadsToExactlyWhatItCounts()
    {
        var wrong = new List<string>();
        var looked = 0;
        foreach (var who in demo.Books.SelectMany(b => (Identity[])[demo.People.First(p => p.In(b).Any(r => b.FindRole(r) is { Own: true })), demo.People.First(p => p.In(b).Any(r => b.FindRole(r) is { Own: false, Named: null }))]))
        {
            var program = await demo.ProgramOf(who);
            var rulebook = who.Roles[0].Rulebook;
            foreach (var desk in (await program.Get($"/api/v1/overview?rulebook={rulebook}"))["desks"].AsArray().Select(d => (string)d!))
            {
                var overview = await program.Get($"/api/v1/overview?rulebook={rulebook}&desk={desk}");
                var numbers = overview["numbers"].AsArray().Where(n => ((string)n!["unit"]!)[0] is '个' or '件').Select(n => (Label: (string)n!["label"]!, Value: (decimal)n["value"]!, Href: (string?)n["href"]))
                    .Concat(overview["charts"].AsArray().Where(c => (string)c!["unit"]! is "个" or "件").SelectMany(c => c!["rows"]!.AsArray().SelectMany(r => r!["values"]!.AsArray().Where(v => v!["value"] is not null)
                        .Select(v => (Label: $"{c["title"]} {r["label"]}", Value: (decimal)v!["value"]!, Href: (string?)v["href"])))));
                foreach (var (label, value, href) in numbers.Where(n => n.Href is not null))
                {
                    var list = await program.Get(href + "&limit=1");
                    var counted = list.Status == 200 ? (decimal)(href!.StartsWith("/api/v1/articles/", StringComparison.Ordinal) ? list["files"] : list["total"]) : -1;
                    looked++;
                    if (counted != value)
                    {
                        wrong.Add($"{who} {desk} {label}: {value}, but {href} has {counted}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
        Assert.True(looked > 300, looked.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task EveryList_ForEverybody_ShowsOnlyTheFilesThatAreTheirs()
    {
        var wrong = new List<string>();
        var looked = 0;
        var all = await All();
        foreach (var who in Onlookers())
        {
            var (own, hidden) = Split(who, all);
            var words = Words(own, hidden);
            var browser = await demo.As(who);
            var book = who.Roles.IsEmpty ? demo.Books[0].Id : who.Roles[0].Rulebook;
            var strange = hidden[0].File;
            var addresses = Addresses(book, own.Select(o => o.File.Number).FirstOrDefault()).Where(a => !a.StartsWith("/api/v1", StringComparison.Ordinal)).ToList();
            addresses.AddRange([
                $"/dashboard/cases?status=all&owner={strange.OwnerId}", $"/dashboard/cases.xlsx?status=all&owner={strange.OwnerId}", $"/dashboard/cases?rulebook={strange.RulebookId}&status=all",
                $"/dashboard/acts?rulebook={strange.RulebookId}", $"/projects?owner={strange.OwnerId}", $"/projects?rulebook={strange.RulebookId}", $"/projects.xlsx?rulebook={strange.RulebookId}",
                $"/search?rulebook={strange.RulebookId}&q=系统", $"/documents?rulebook={strange.RulebookId}", $"/plan/{strange.RulebookId}/pool?standing=any", $"/plan/{strange.RulebookId}/pool.xlsx?standing=any",
                $"/plan/{book}/pool?standing=any", $"/plan/{book}/2025", $"/plan/{book}/2026",
            ]);
            foreach (var address in addresses)
            {
                wrong.AddRange(await Told(who, address, await browser.Client.GetAsync(new Uri(address, UriKind.Relative)), words));
                looked++;
            }

            if (!who.Administrates)
            {
                var program = await demo.ProgramOf(who);
                foreach (var address in Addresses(book, own.Select(o => o.File.Number).FirstOrDefault()).Where(a => a.StartsWith("/api/v1/", StringComparison.Ordinal) && !a.StartsWith("/api/v1/rulebooks", StringComparison.Ordinal)).Concat([
                    "/api/v1/projects?limit=100", "/api/v1/events?limit=100", $"/api/v1/projects?q={Uri.EscapeDataString("系统")}", $"/api/v1/units/{strange.OwnerId}", $"/api/v1/units/{who.OrganisationId}",
                    .. OverAll.Select(a => $"/api/v1/{a}?rulebook={book}&limit=200"), $"/api/v1/overview?rulebook={book}", $"/api/v1/articles?rulebook={book}", $"/api/v1/overview/projects?rulebook={strange.RulebookId}&status=all",
                    $"/api/v1/overview/projects?rulebook={book}&status=all&limit=200&owner={strange.OwnerId}", $"/api/v1/oversight/orders?rulebook={book}&q={Uri.EscapeDataString(strange.OwnerName)}",
                    $"/api/v1/systems?rulebook={book}&unit={strange.OwnerId}",
                ]))
                {
                    wrong.AddRange(await Told(who, address, (await program.Get(address)).Response, words));
                    looked++;
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
        Assert.True(looked > 1000, looked.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task OpenData_OfAllRulebooks_HoldsNothingSecretOrUndecided_NoPersonNoPaperNoRemark()
    {
        var wrong = new List<string>();
        var all = (await All()).ToDictionary(f => f.File.Number);
        var lines = (await demo.Site.Browser().Client.GetStringAsync(new Uri("/open/projects.jsonl", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var told = lines.Select(l => (Text: l, File: all[((string)System.Text.Json.Nodes.JsonNode.Parse(l)!["id"]!)["zhunsheng-".Length..]])).ToList();
        foreach (var (text, (file, _, book, standing)) in told)
        {
            var rule = book.Public.Single(p => p.Kind == file.Kind);
            if (OfflineStub.Is(file, book) || standing.Fact("密级").AsString != "非涉密" || !rule.From.Any(s => file.Acts.Any(a => a.Step == s && !book.Overview.Refusals.Contains(a.Outcome))))
            {
                wrong.Add($"{file.Number} is not public");
            }

            var hidden = file.Acts.Select(a => a.Actor.UserName).Concat(file.Acts.SelectMany(a => a.Papers).SelectMany(p => new[] { p.FileName, p.Digest })).Concat(file.Acts.Select(a => a.Note)).OfType<string>().Where(h => h.Length > 1).Distinct();
            wrong.AddRange(hidden.Where(h => text.Contains(h, StringComparison.Ordinal)).Select(h => $"{file.Number} tells {h}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.Equal(demo.Books.Select(b => b.Id), told.Select(t => t.File.Book.Id).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Search_ForTheNameOfAFileOfOthers_AnswersAsForAWordThatIsNowhere()
    {
        var wrong = new List<string>();
        var all = await All();
        foreach (var who in Onlookers())
        {
            var (own, hidden) = Split(who, all);
            var browser = await demo.As(who);
            var secret = hidden.First(h => h.Title.Length > 4 && !own.Any(o => o.Title.Contains(h.Title, StringComparison.Ordinal)));
            var book = who.Roles.IsEmpty ? demo.Books[0].Id : who.Roles[0].Rulebook;
            foreach (var path in (string[])["/projects?q=", "/projects.xlsx?q=", "/plan/files?q=", "/plan/files.xlsx?q=", "/search?q=", "/search.xlsx?q=", "/documents?q=", "/documents.xlsx?q=", $"/plan/{book}/pool?standing=any&q=", $"/plan/{book}/pool.xlsx?standing=any&q="])
            {
                foreach (var word in (string[])[secret.Title, secret.File.Number])
                {
                    var (status, told) = await Answered(browser, path, word);
                    var (none, nothing) = await Answered(browser, path, Nowhere(word));
                    if (status != none || told != nothing)
                    {
                        wrong.Add($"{who} {path}{word}: …{told[^Math.Min(200, told.Length)..]}\n   but for a word that is nowhere …{nothing[^Math.Min(200, nothing.Length)..]}");
                    }
                }
            }

            if (!who.Administrates)
            {
                var found = await (await demo.ProgramOf(who)).Get("/api/v1/projects?q=" + Uri.EscapeDataString(secret.Title));
                if (found.Status != 200 || found["items"].AsArray().Count != 0)
                {
                    wrong.Add($"{who} interface: {found.Text}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    [Fact]
    public async Task Counts_ForEverybody_AreThoseOfTheFilesThatAreTheirs()
    {
        var wrong = new List<string>();
        var all = await All();
        foreach (var who in Onlookers().Where(w => !w.Administrates))
        {
            var (own, _) = Split(who, all);
            var browser = await demo.As(who);
            var projects = own.Count(o => o.File.Kind == o.Book.Kinds[0].Name);
            Expect(projects, CountPattern().Match((await browser.Get("/projects")).Text), "/projects");
            var first = own.Where(o => o.Book.Id == who.Roles[0].Rulebook).ToList();
            var slice = await browser.Get("/dashboard/cases?status=all");
            Expect(first.Count, SlicePattern().Match(slice.Text), "/dashboard/cases");
            var listed = await (await demo.ProgramOf(who)).Get("/api/v1/projects?limit=100&kind=" + Uri.EscapeDataString(demo.Books[0].Kinds[0].Name));
            if (!who.In(first.Count > 0 ? first[0].Book : demo.Books[0]).Any(r => r.Contains("专家", StringComparison.Ordinal)) && listed["items"].AsArray().Count != projects)
            {
                wrong.Add($"{who} interface: {listed["items"].AsArray().Count}, not {projects}");
            }

            void Expect(int count, Match said, string where)
            {
                if ((said.Success ? int.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture) : 0) != count)
                {
                    wrong.Add($"{who} {where}: {said.Value}, not {count}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    [Fact]
    public async Task EveryAddress_OfAFileOfOthers_IsLikeThatOfNone_AndLogged()
    {
        var wrong = new List<string>();
        var tried = 0;
        var all = await All();
        var before = await demo.Refusals();
        foreach (var who in Onlookers())
        {
            var (_, hidden) = Split(who, all);
            var (file, title, _, _) = hidden.First(h => h.Title.Length > 4);
            var browser = await demo.As(who);
            foreach (var endpoint in Endpoints().Where(e => e.RoutePattern.RawText!.Contains("{number}", StringComparison.Ordinal)))
            {
                var program = endpoint.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal);
                if (program && who.Administrates)
                {
                    continue;
                }

                var step = file.Acts[0].Step;
                var there = Filled(endpoint, file.RulebookId, file.Number, step);
                var none = Filled(endpoint, file.RulebookId, "ZZ-2026-0999", step);
                foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
                {
                    var (status, text) = await Ask(who, browser, program, method, there);
                    var (missing, like) = await Ask(who, browser, program, method, none);
                    tried++;
                    if (status != missing || status is not (404 or 400) || text.Replace(file.Number, "ZZ-2026-0999", StringComparison.Ordinal) != like || text.Contains(title, StringComparison.Ordinal))
                    {
                        wrong.Add($"{who} {method} {there}: {status} {text}\n   but for no such file {missing} {like}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.True(tried > 200, tried.ToString(CultureInfo.InvariantCulture));
        Assert.True(await demo.Refusals() - before >= tried);
    }

    /// <summary>Those who see only some files: a unit and one named in each jurisdiction, those whom no file concerns, everybody who can be drawn, an office that sees all of its own jurisdiction, and the administrators.</summary>
    private IEnumerable<Identity> Onlookers()
    {
        foreach (var book in demo.Books)
        {
            var people = demo.People.Where(p => p.In(book).Any()).ToList();
            foreach (var group in people.GroupBy(p => string.Join('|', p.In(book).Order(StringComparer.Ordinal))).Where(g => g.First().In(book).All(r => book.FindRole(r) is { Own: true } or { Named: not null })))
            {
                foreach (var who in group.Where(p => !p.Login.StartsWith("wai_", StringComparison.Ordinal)).Take(1).Concat(group.Where(p => p.Login.StartsWith("wai_", StringComparison.Ordinal))))
                {
                    yield return who;
                }
            }

            yield return people.First(p => p.In(book).Any(r => book.FindRole(r) is { Own: false, Named: null }));
        }

        foreach (var administrator in demo.People.Where(p => p.Administrates))
        {
            yield return administrator;
        }
    }

    private async Task<ImmutableArray<Known>> All()
    {
        var all = ImmutableArray.CreateBuilder<Known>();
        foreach (var book in demo.Books)
        {
            foreach (var file in await demo.Files(book))
            {
                var standing = new Evaluation(book, CaseFold.Situation(file, book, DemoSite.Today));
                all.Add(new Known(file, standing.Fact(book.Kinds.Single(k => k.Name == file.Kind).TitleFact).AsString ?? "", book, standing));
            }
        }

        return all.ToImmutable();
    }

    private static (List<Known> Own, List<Known> Hidden) Split(Identity who, ImmutableArray<Known> all)
    {
        var own = all.Where(a => DemoSite.Sees(who, a.File, a.Book, a.Standing)).ToList();
        return (own, [.. all.Except(own)]);
    }

    /// <summary>A word as long as another, of the same kinds of letters, that is nowhere.</summary>
    private static string Nowhere(string word) => string.Concat(word.Select(c => char.IsAsciiDigit(c) ? '9' : char.IsAsciiLetter(c) ? 'Z' : c == '-' ? c : '龘'));

    /// <summary>
    /// What must not be said: the numbers, except of files whose acts reached a visible one, and the names as far as no visible file has them too. What the plan of a year is called is told to everybody who is called upon.
    /// </summary>
    private static List<string> Words(List<Known> own, List<Known> hidden) =>
        [.. hidden.Select(h => h.File.Number).Except(own.SelectMany(o => o.File.Acts).Select(a => a.ConveyedFrom?.CaseNumber ?? "")), .. hidden.Where(h => h.File.Kind != h.Book.YearPlan?.Kind).Select(h => h.Title).Where(t => t.Length > 5 && !own.Any(o => o.Title.Contains(t, StringComparison.Ordinal) || Said(o).Contains(t, StringComparison.Ordinal))).Distinct()];

    /// <summary>What a file says itself.</summary>
    private static string Said(Known file) => string.Join(' ', file.File.Acts.SelectMany(a => a.Asked.Values).Select(v => v.ToString()));

    private async Task<List<string>> Told(Identity who, string address, HttpResponseMessage response, List<string> words)
    {
        var text = WebUtility.HtmlDecode(await TextOf(response));
        return [.. words.Where(w => text.Contains(w, StringComparison.Ordinal)).Take(3).Select(w => $"{who} {address} [{(int)response.StatusCode}] tells {w}")];
    }

    private static async Task<string> TextOf(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) is not true)
        {
            return await response.Content.ReadAsStringAsync();
        }

        await using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync());
        var text = "";
        foreach (var entry in archive.Entries.Where(e => e.FullName.Contains("sheet", StringComparison.OrdinalIgnoreCase)))
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            text += await reader.ReadToEndAsync();
        }

        return text;
    }

    /// <summary>The main part of a page, or the text of a workbook, without the word that was asked for.</summary>
    private static async Task<(int Status, string Text)> Answered(Browser browser, string path, string word)
    {
        var response = await browser.Client.GetAsync(new Uri(path + Uri.EscapeDataString(word), UriKind.Relative));
        var text = response.Content.Headers.ContentType?.MediaType == "text/html" ? (await Browser.Answer(response)).Text : await TextOf(response);
        return ((int)response.StatusCode, text.Replace(word, "〈词〉", StringComparison.Ordinal));
    }

    private async Task<(int Status, string Text)> Ask(Identity who, Browser browser, bool program, string method, string address)
    {
        if (program)
        {
            var answer = await (await demo.ProgramOf(who)).Send(new HttpMethod(method), address, method == "POST" ? new StringContent("{\"step\":\"x\",\"outcome\":\"x\",\"facts\":{},\"head\":1,\"reason\":\"x\"}", System.Text.Encoding.UTF8, "application/json") : null, Guid.NewGuid().ToString());
            return (answer.Status, answer.Text);
        }

        using var form = new MultipartFormDataContent { { new StringContent("1"), "outcome" } };
        var response = method == "POST" ? await browser.Client.PostAsync(new Uri(address, UriKind.Relative), form) : await browser.Client.GetAsync(new Uri(address, UriKind.Relative));
        return ((int)response.StatusCode, (await Browser.Answer(response)).Text);
    }

    private IEnumerable<RouteEndpoint> Endpoints() => demo.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { } methods && (methods.Contains("GET") || methods.Contains("POST")));

    /// <summary>The addresses that can be looked at, the places in them filled; without those of files when the visitor has none, those of accounts, and the log, which tells the auditor who was refused what.</summary>
    private IEnumerable<string> Addresses(string book, string? number) => Endpoints().Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")
            && !e.RoutePattern.RawText!.Contains(":guid", StringComparison.Ordinal) && (number is not null || !e.RoutePattern.RawText.Contains("{number}", StringComparison.Ordinal))
            && e.Metadata.GetMetadata<IAllowAnonymous>() is null && !e.RoutePattern.RawText.StartsWith("/admin/log", StringComparison.Ordinal))
        .Select(e => Filled(e, book, number ?? "", "x"));

    private static string Filled(RouteEndpoint endpoint, string book, string number, string step) => "/" + PlacePattern().Replace(endpoint.RoutePattern.RawText!, place => Uri.EscapeDataString(place.Groups[1].Value switch
    {
        "rulebook" or "id" => book,
        "number" => number,
        "step" => step,
        var other => Places.GetValueOrDefault(other, "x"),
    })).TrimStart('/');

    private sealed record Known(CaseFile File, string Title, Rulebook Book, Evaluation Standing);

    [GeneratedRegex(@"\{\**(\w+)(?::(?:[^{}()]|\([^)]*\))*)?\}")]
    private static partial Regex PlacePattern();

    [GeneratedRegex(@"导出Excel（(\d+)行）")]
    private static partial Regex CountPattern();

    [GeneratedRegex(@"([\d,]+)个案卷")]
    private static partial Regex SlicePattern();
}
