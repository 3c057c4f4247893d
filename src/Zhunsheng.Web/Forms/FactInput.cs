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
        var prefix = field.Name + ".";
        var numbers = fields.Names(prefix)
            .Select(n => n[prefix.Length..].Split('.', 2)[0])
            .Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < MostRows ? n : -1)
            .Where(n => n >= 0).Distinct().Order();
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<FormField>>();
        var values = new List<FeelValue>();
        string? error = null;
        foreach (var number in numbers)
        {
            var cells = field.Fact.Fields
                .Select(f => ReadOne(new FormField { Fact = f, Name = CellName(field, number, f) }, fields.All(CellName(field, number, f)))).ToImmutableArray();
            if (cells.All(c => c.Typed.IsDefaultOrEmpty))
            {
                continue;
            }

            cells = [.. cells.Select(c => c.Error is null && c.Value.IsNull && !c.Fact.Optional ? c with { Error = "这一行缺这一格；不要这一行就整行清空" } : c)];
            rows.Add([.. cells.Select(c => c with { Name = CellName(field, rows.Count, c.Fact) })]);
            values.Add(FeelValue.Of(new FeelContext(cells.Select(c => KeyValuePair.Create(c.Fact.Name, c.Value)))));
            if (error is null && cells.Any(c => c.Error is not null))
            {
                error = string.Create(CultureInfo.InvariantCulture, $"第{rows.Count}行有没填好的格子");
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
            .Select(f => new FormField { Fact = f, Name = CellName(field, i, f), Value = v.AsContext![f.Name], Typed = TypedOf(f, v.AsContext![f.Name]) }).ToImmutableArray()).ToList();
        return [.. rows, .. Blank(field, rows.Count)];
    }

    private static IEnumerable<ImmutableArray<FormField>> Blank(FormField field, int from) =>
        Enumerable.Range(from, EmptyRows).Select(i => field.Fact.Fields.Select(f => new FormField { Fact = f, Name = CellName(field, i, f) }).ToImmutableArray());

    private static string CellName(FormField field, int row, FactDefinition cell) => string.Create(CultureInfo.InvariantCulture, $"{field.Name}.{row}.{cell.Name}");
}
