using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Zhunsheng.Web.Tests.Proof;

/// <summary>The list of pages that the browser tests look at names every address of the program but those of files, whose names have an ending.</summary>
public sealed class PageListTests
{
    [Fact]
    public async Task List_OfPages_NamesEveryAddressThatCanBeLookedAt()
    {
        await using var site = new TestSite();
        var table = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(p => !p.StartsWith("/api/v1", StringComparison.Ordinal) && !p.Split('/')[^1].Contains('.', StringComparison.Ordinal)).ToHashSet();
        var listed = File.ReadLines(Path.Combine(DemoSite.Folder, "..", "tests", "Zhunsheng.EndToEnd", "pages.txt")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('|')[0].Trim()).Where(p => p != "/api/v1").ToHashSet();
        Assert.True(table.SetEquals(listed), $"Add to tests/Zhunsheng.EndToEnd/pages.txt: {string.Join("、", table.Except(listed))}; take out: {string.Join("、", listed.Except(table))}");
    }
}
