using System.Collections.Immutable;

namespace Zhunsheng.Feel.Syntax;

/// <summary>Collects findings while a text is read and checked, and turns indexes into lines and columns.</summary>
internal sealed class Diagnostics(string text)
{
    private const int Most = 50;
    private readonly List<(int Index, FeelSeverity Severity, string Message)> _found = [];

    /// <summary>Whether there is an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether there is room for no more; then it is not worth while to word another finding.</summary>
    public bool IsFull => _found.Count >= Most;

    /// <summary>Adds an error at an index of the text.</summary>
    public void Error(int index, string message)
    {
        if (!HasErrors && IsFull)
        {
            _found.RemoveAt(Most - 1);
        }

        HasErrors = true;
        Add(index, FeelSeverity.Error, message);
    }

    /// <summary>Adds a warning at an index of the text.</summary>
    public void Warning(int index, string message) => Add(index, FeelSeverity.Warning, message);

    /// <summary>How many findings there are, to go back to with <see cref="Reset"/>.</summary>
    public int Mark => _found.Count;

    /// <summary>Forgets the findings made since a mark: the reading that made them is tried another way.</summary>
    public void Reset(int mark)
    {
        _found.RemoveRange(mark, _found.Count - mark);
        HasErrors = _found.Exists(f => f.Severity == FeelSeverity.Error);
    }

    /// <summary>The findings in the order of the text, each once.</summary>
    public ImmutableArray<FeelDiagnostic> ToImmutable() =>
        [.. _found.OrderBy(f => f.Index).Select(f => At(f.Index, f.Severity, f.Message)).Distinct()];

    private void Add(int index, FeelSeverity severity, string message)
    {
        if (_found.Count < Most)
        {
            _found.Add((Math.Clamp(index, 0, text.Length), severity, message));
        }
    }

    private FeelDiagnostic At(int index, FeelSeverity severity, string message)
    {
        var (line, column) = Place(text, index);
        return new(severity, line, column, message);
    }

    /// <summary>The line and the column, both from 1, of an index.</summary>
    public static (int Line, int Column) Place(string text, int index)
    {
        var line = 1;
        var column = 1;
        for (var i = 0; i < index; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                column = 1;
            }
            else if (!char.IsLowSurrogate(text[i]))
            {
                column++;
            }
        }

        return (line, column);
    }
}
