using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Zhunsheng.Documents;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>/admin/import: organisations and people from Excel, for system administrators.</summary>
internal static class ImportEndpoints
{
    private const int LargestFile = 10 * 1024 * 1024;

    private static readonly SheetLimits s_limits = new(Rows: ImportSheet.MostRows, Columns: 50, Bytes: LargestFile);

    public static void MapImports(this RouteGroupBuilder admin)
    {
        admin.MapGet("/import", (AdminServices services, CancellationToken cancel) => Show(services, null, cancel));
        admin.MapGet("/import/organisations.xlsx", (CancellationToken cancel) => Template("单位", ImportColumns.OfOrganisations, cancel));
        admin.MapGet("/import/people.xlsx", (CancellationToken cancel) => Template("人员", ImportColumns.OfPeople, cancel));
        admin.MapPost("/import/organisations", (HttpContext context, AdminServices services, PeopleImport import) => Take(
            context, services, "单位", ImportColumns.OfOrganisations, (place, sheet) => import.Organisations(
                place, sheet.Rows((row, cell) => new OrganisationRow(row, cell(ImportColumns.OrganisationName), cell(ImportColumns.Short), cell(ImportColumns.Code), cell(ImportColumns.Roles))), services.By, context.RequestAborted)))
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile + UploadLimits.Fields));
        admin.MapPost("/import/people", (HttpContext context, AdminServices services, PeopleImport import) => Take(
            context, services, "人员", ImportColumns.OfPeople, (place, sheet) => import.People(
                place, sheet.Rows((row, cell) => new PersonRow(row, cell(ImportColumns.UserName), cell(ImportColumns.DisplayName), cell(ImportColumns.Organisation), cell(ImportColumns.Roles))), services.By, context.RequestAborted)))
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile + UploadLimits.Fields));
    }

    private static async Task<IResult> Show(AdminServices services, ImportReport? report, CancellationToken cancel)
    {
        var places = await services.Territories.All(services.User.TerritoryId, cancel);
        var roles = ImmutableArray.CreateBuilder<(string Place, string Roles)>();
        foreach (var place in places)
        {
            roles.Add((place.Name, string.Join("、", (await services.BooksOf(place.Id, cancel)).SelectMany(b => b.Roles).Select(r => r.Name).Distinct())));
        }

        return Page.Of<ImportPage>(
            new Dictionary<string, object?> { ["Places"] = places, ["Roles"] = roles.ToImmutable(), ["Report"] = report },
            report is { Problems.Length: > 0 } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Take(
        HttpContext context, AdminServices services, string what, ImmutableArray<(string Name, bool Required)> columns, Func<Guid, ImportSheet, Task<ImportOutcome>> import)
    {
        var cancel = context.RequestAborted;
        var form = await context.Request.ReadFormAsync(cancel);
        if (!Guid.TryParse(form["jurisdiction"], out var place))
        {
            return await Show(services, ImportReport.Refused(what, "选导入到哪个地区"), cancel);
        }

        if (services.User.TerritoryId is { } bound && bound != place)
        {
            return await services.Missing();
        }

        if (form.Files.GetFile("file") is not { } file)
        {
            return await Show(services, ImportReport.Refused(what, "选要导入的文件"), cancel);
        }

        await using var stream = file.OpenReadStream();
        var reading = await SheetReader.Read(stream, s_limits, cancel);
        if (reading.Sheet is not { } sheet)
        {
            return await Show(services, ImportReport.Refused(what, reading.Problem!), cancel);
        }

        var laid = ImportSheet.Of(sheet, columns);
        laid.ReadCells();
        if (laid.Problems.Count > 0)
        {
            return await Show(services, ImportReport.Of(what, sheet, laid, laid.Problems), cancel);
        }

        var outcome = await import(place, laid);
        return outcome.Missing ? await services.Missing() : await Show(services, ImportReport.Of(what, sheet, laid, outcome), cancel);
    }

    private static async Task<IResult> Template(string name, ImmutableArray<(string Name, bool Required)> columns, CancellationToken cancel)
    {
        var memory = new MemoryStream();
        await Worksheet.Write(memory, name, [.. columns.Select(c => new SheetColumn(c.Name, SheetColumnKind.Text, 28))], AsyncEnumerable.Empty<IReadOnlyList<SheetCell>>(), cancel);
        memory.Position = 0;
        return Results.Stream(memory, Worksheet.MediaType, $"{name}导入模板.xlsx");
    }
}
