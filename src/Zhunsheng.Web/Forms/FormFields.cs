using Microsoft.Extensions.Primitives;

namespace Zhunsheng.Web.Forms;

/// <summary>What was typed into a form: field names to texts, in the order they came. Control characters other than line breaks are dropped.</summary>
public sealed class FormFields
{
    /// <summary>The longest text that one field may hold, in characters.</summary>
    public const int LongestText = 20_000;

    private readonly Dictionary<string, List<string>> _fields = new(StringComparer.Ordinal);

    /// <summary>Takes over an ordinary form.</summary>
    public static FormFields Of(IEnumerable<KeyValuePair<string, StringValues>> form)
    {
        var fields = new FormFields();
        foreach (var (name, values) in form)
        {
            foreach (var value in values)
            {
                fields.Add(name, value ?? "");
            }
        }

        return fields;
    }

    /// <summary>Adds one text.</summary>
    public void Add(string name, string value)
    {
        if (!_fields.TryGetValue(name, out var values))
        {
            _fields[name] = values = [];
        }

        values.Add(Clean(value));
    }

    /// <summary>The first text of a field, or empty.</summary>
    public string this[string name] => _fields.TryGetValue(name, out var values) ? values[0] : "";

    /// <summary>All texts of a field that are not empty.</summary>
    public IReadOnlyList<string> All(string name) => _fields.TryGetValue(name, out var values) ? [.. values.Where(v => v.Length > 0)] : [];

    /// <summary>Whether the field was in the form.</summary>
    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>The names that begin so.</summary>
    public IEnumerable<string> Names(string beginning) => _fields.Keys.Where(k => k.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>Takes out the fields whose names begin so.</summary>
    public void Remove(string beginning)
    {
        foreach (var name in Names(beginning).ToList())
        {
            _fields.Remove(name);
        }
    }

    /// <summary>All fields with their texts, in the order they came first.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Entries => _fields.Select(f => KeyValuePair.Create(f.Key, (IReadOnlyList<string>)f.Value));

    private static string Clean(string value)
    {
        var text = value.ReplaceLineEndings("\n").Trim();
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? new string([.. text.Where(c => !char.IsControl(c) || c is '\n' or '\t')]) : text;
    }
}
