using Zhunsheng.Casework;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Pages.Catalogue;

namespace Zhunsheng.Web.Api.Answers;

/// <summary>The catalogues of systems and data resources as the interface shows them.</summary>
internal static class CatalogueShaping
{
    /// <summary>The data of a file beside those of others.</summary>
    public static DataCheckShape Check(OpenCase open, DataCheckView view, DateOnly today) => new()
    {
        Number = open.File.Number,
        Today = today,
        Whole = view.Whole,
        Twice = view.Twice,
        SaidTwice = view.SaidTwice,
        Contradicted = view.Contradicted,
        Article = view.Rule.Repeated?.Text,
        Items = [.. view.Entries.Select(e => new CheckedDataShape(
            Entry(e), [.. view.Of(e).Select(r => new DataRepeatShape(r.There.OwnerName, r.There.CaseNumber, Entry(r.There.Entry), r.Likeness, r.Twice, DataCheckView.Words(r)))]))],
    };

    /// <summary>A page of the catalogue of data resources.</summary>
    public static DataPageShape Page(DataRows found) => new([.. found.Rows.Select(r => new DataRowShape(r.OwnerName, r.CaseNumber, r.CaseTitle, Entry(r.Entry)))], found.Total);

    /// <summary>A page of the catalogue of systems.</summary>
    public static SystemPageShape Page(SystemPageRows found) => new([.. found.Rows.Select(Row)], found.Total, found.Asked, found.Granted);

    /// <summary>A system.</summary>
    public static SystemDetail Detail(SystemView view) => new()
    {
        Number = view.File.Number,
        Owner = view.File.OwnerName,
        Rulebook = view.Book.Id,
        Name = view.Entry.Name,
        CatalogueNumber = view.Entry.Number,
        State = view.Entry.State,
        Since = view.Entry.Since,
        Facts = [.. view.Entry.Facts.Select(f => LifeShaping.Said(view.Book, f.Fact, f.Value))],
        Changes = [.. view.Changes.Select(c => new StateChangeShape(c.State, c.Before, c.On, c.Act, c.Step, c.By))],
        Grounds = [.. view.Grounds.Select(g => LifeShaping.Gate(view.Book, g))],
        Money = [.. view.Entry.History.Select(m => new MaintenanceShape(m.Year, m.Asked, m.AskedOn, m.AskedAct, m.Outcome, m.Granted, m.AnsweredOn, m.AnsweredAct))],
    };

    private static SystemRowShape Row(SystemRow row) => new()
    {
        Number = row.CaseNumber,
        Title = row.CaseTitle,
        Kind = row.Kind,
        Owner = row.OwnerName,
        Name = row.Name,
        CatalogueNumber = row.Number,
        State = row.State,
        Since = row.Since,
        Fundable = row.Fundable,
        Grounds = row.Grounds,
        Asked = row.Asked,
        Granted = row.Granted,
    };

    private static DataEntryShape Entry(DataEntry entry) => new()
    {
        IsItem = entry.IsItem,
        Resource = entry.Resource,
        Name = entry.Name,
        Share = entry.Share,
        Way = entry.Way,
        Basis = entry.Basis,
        Format = entry.Format,
        Origin = entry.Origin,
        Source = entry.Source,
        Collected = entry.Collected,
    };
}
