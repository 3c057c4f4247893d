using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Forms;

/// <summary>From a typed form to facts and back. Nothing typed is unknown, never no.</summary>
internal static class FactInput
{
    /// <summary>What is ticked in a closed list to say that nothing of it is the case; nothing ticked at all says nothing.</summary>
    public const string NoneOfThem = "都没有";

    private const int EmptyRows = 2;

    /// <summary>The most records that an act keeps of one fact.</summary>
    public const int MostRecords = 500;

    /// <summary>The most rows of controls that are read: rows that are offered and left empty count too.</summary>
    private const int MostRows = 1000;

    /// <summary>The name of the control of a fact.</summary>
    public static string NameOf(FactDefinition fact, string scope = "f") => $"{scope}.{fact.Name}";

    /// <summary>A field as it stands in a form that came in.</summary>
    /// <param name="asked">The fact and whether it may be left open.</param>
    /// <param name="fields">What was typed.</param>
    /// <param name="scope">What the names of the controls begin with.</param>
    public static FormField Read(AskedFact asked, FormFields fields, string scope = "f")
    {
        var name = NameOf(asked.Fact, scope);
        var field = new FormField { Fact = asked.Fact, Name = name, Optional = asked.Optional };
        return asked.Fact.Type == FactType.Records ? ReadRows(field, fields) : ReadOne(field, fields.All(name));
    }

    /// <summary>A field that shows a value.</summary>
    public static FormField Show(AskedFact asked, FeelValue value, string scope = "f")
    {
        var field = new FormField { Fact = asked.Fact, Name = NameOf(asked.Fact, scope), Optional = asked.Optional, Value = value };
        return asked.Fact.Type == FactType.Records
            ? field with { Rows = ShowRows(field, value) }
            : field with { Typed = TypedOf(asked.Fact, value) };
    }

    /// <summary>A value as it stands in a control.</summary>
    public static ImmutableArray<string> TypedOf(FactDefinition fact, FeelValue value) => value.Kind switch
    {
        FeelKind.Null => [],
        FeelKind.List when fact is { Type: FactType.List, Values.IsEmpty: false } && value.AsList!.Count == 0 => [NoneOfThem],
        FeelKind.List => [.. value.AsList!.Select(v => v.AsString ?? SituationReader.Shown(v))],
        FeelKind.String => [value.AsString!],
        FeelKind.Number when fact.Type == FactType.Year => [value.AsNumber!.Value.ToString("0", CultureInfo.InvariantCulture)],
        _ => [SituationReader.Shown(value, fact)],
    };

    /// <summary>What is wrong with a text as the value of a fact; null when nothing is.</summary>
    public static string? Problem(FactDefinition fact, string text) => ReadOne(new FormField { Fact = fact, Name = "" }, [text]).Error;

    /// <summary>The rows of records as they came, those without anything left out, each with one text a column.</summary>
    public static IReadOnlyList<ImmutableArray<string>> RowsIn(FactDefinition fact, string name, FormFields fields) =>
        [.. Numbers(name, fields).Select(n => fact.Fields.Select(f => fields[CellName(name, n, f)]).ToImmutableArray()).Where(r => r.Any(t => t.Length > 0))];

    /// <summary>Puts these rows in the place of those that came.</summary>
    public static void Replace(FactDefinition fact, string name, FormFields fields, IReadOnlyList<ImmutableArray<string>> rows)
    {
        fields.Remove(name + ".");
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < fact.Fields.Length; column++)
            {
                fields.Add(CellName(name, row, fact.Fields[column]), rows[row][column]);
            }
        }
    }

    private static IEnumerable<int> Numbers(string name, FormFields fields) => fields.Names(name + ".")
        .Select(n => n[(name.Length + 1)..].Split('.', 2)[0])
        .Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < MostRows + EmptyRows ? n : -1)
        .Where(n => n >= 0).Distinct().Order();

    private static FormField ReadOne(FormField field, IReadOnlyList<string> typed)
    {
        if (typed.FirstOrDefault(t => t.Length > FormFields.LongestText) is { } long1)
        {
            return field with
            {
                Typed = [.. typed.Select(t => t.Length > FormFields.LongestText ? t[..FormFields.LongestText] : t)],
                Error = string.Create(CultureInfo.InvariantCulture, $"最多{FormFields.LongestText}字，现在{long1.Length}字"),
            };
        }

        if (field.Fact is { Type: FactType.List, Values.IsEmpty: false } && typed.Contains(NoneOfThem) && !field.Fact.Values.Contains(NoneOfThem))
        {
            return typed.Count == 1
                ? field with { Typed = [.. typed], Value = FeelValue.ListOf(Array.Empty<string>()) }
                : field with { Typed = [.. typed], Error = $"选了“{NoneOfThem}”就不能再选别的" };
        }

        var (value, error) = SituationReader.Typed(field.Fact, typed);
        return field with { Typed = [.. typed], Value = error is null ? value : FeelValue.Null, Error = error };
    }

    /// <summary>Records come as fact.row.column; rows of which nothing is filled are passed over.</summary>
    private static FormField ReadRows(FormField field, FormFields fields)
    {
        var numbers = Numbers(field.Name, fields);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<FormField>>();
        var values = new List<FeelValue>();
        string? error = null;
        foreach (var number in numbers)
        {
            var cells = field.Fact.Fields
                .Select(f => ReadOne(new FormField { Fact = f, Name = CellName(field.Name, number, f) }, fields.All(CellName(field.Name, number, f)))).ToImmutableArray();
            if (cells.All(c => c.Typed.IsDefaultOrEmpty))
            {
                continue;
            }

            cells = [.. cells.Select(c => c.Error is null && c.Value.IsNull && !c.Fact.Optional ? c with { Error = "这一行缺这一格；不要这一行就整行清空" } : c)];
            rows.Add([.. cells.Select(c => c with { Name = CellName(field.Name, rows.Count, c.Fact) })]);
            values.Add(FeelValue.Of(new FeelContext(cells.Select(c => KeyValuePair.Create(c.Fact.Name, c.Value)))));
            if (error is null && cells.Any(c => c.Error is not null))
            {
                error = string.Create(CultureInfo.InvariantCulture, $"第{rows.Count}行有没填好的格子，已标出");
            }
        }

        return field with
        {
            Rows = [.. rows, .. Blank(field, rows.Count)],
            Value = error is null && values.Count > 0 ? FeelValue.ListOf(values) : FeelValue.Null,
            Error = error,
        };
    }

    private static ImmutableArray<ImmutableArray<FormField>> ShowRows(FormField field, FeelValue value)
    {
        var rows = (value.AsList ?? []).Where(v => v.AsContext is not null).Select((v, i) => field.Fact.Fields
            .Select(f => new FormField { Fact = f, Name = CellName(field.Name, i, f), Value = v.AsContext![f.Name], Typed = TypedOf(f, v.AsContext![f.Name]) }).ToImmutableArray()).ToList();
        return [.. rows, .. Blank(field, rows.Count)];
    }

    private static IEnumerable<ImmutableArray<FormField>> Blank(FormField field, int from) =>
        Enumerable.Range(from, EmptyRows).Select(i => field.Fact.Fields.Select(f => new FormField { Fact = f, Name = CellName(field.Name, i, f) }).ToImmutableArray());

    private static string CellName(string name, int row, FactDefinition cell) => string.Create(CultureInfo.InvariantCulture, $"{name}.{row}.{cell.Name}");
}
