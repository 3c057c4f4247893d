using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Zhunsheng.Feel;

/// <summary>Values as text: as FEEL would write them, and as the function <c>string</c> shows them.</summary>
internal static class FeelText
{
    private const int Longest = 1_000_000;

    /// <summary>The literal that would give the value.</summary>
    public static string Literal(in FeelValue value)
    {
        var text = new StringBuilder();
        Append(text, value, true);
        return text.ToString();
    }

    /// <summary>What <c>string(value)</c> gives: a text as it is, temporal values bare, texts inside lists in quotes.</summary>
    public static string Plain(in FeelValue value)
    {
        if (value.Kind == FeelKind.String)
        {
            return value.Chars;
        }

        var text = new StringBuilder();
        Append(text, value, false);
        return text.ToString();
    }

    /// <summary>A number without superfluous zeros.</summary>
    public static string Number(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') is var cut && cut is "-0" or "-" ? "0" : cut : text == "-0" ? "0" : text;
    }

    private static void Append(StringBuilder text, in FeelValue value, bool literal)
    {
        if (text.Length > Longest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            text.Append('…');
            return;
        }

        switch (value.Kind)
        {
            case FeelKind.Null:
                text.Append("null");
                break;
            case FeelKind.Boolean:
                text.Append(value.IsTrue ? "true" : "false");
                break;
            case FeelKind.Number:
                text.Append(Number(value.Raw));
                break;
            case FeelKind.String:
                AppendQuoted(text, value.Chars);
                break;
            case FeelKind.List:
                AppendList(text, value.Items, literal);
                break;
            case FeelKind.Context:
                AppendContext(text, value.AsContext!, literal);
                break;
            case FeelKind.Range:
                AppendRange(text, value.AsRange!, literal);
                break;
            case FeelKind.Function:
                text.Append("function(").AppendJoin(", ", value.AsFunction!.Parameters).Append(')');
                break;
            default:
                text.Append(literal ? "@\"" : "").Append(TemporalText.Write(value)).Append(literal ? "\"" : "");
                break;
        }
    }

    private static void AppendList(StringBuilder text, FeelValue[] items, bool literal)
    {
        text.Append('[');
        for (var i = 0; i < items.Length && text.Length <= Longest; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, items[i], literal);
        }

        text.Append(']');
    }

    private static void AppendContext(StringBuilder text, FeelContext context, bool literal)
    {
        text.Append('{');
        var first = true;
        foreach (var entry in context.Entries)
        {
            text.Append(first ? "" : ", ");
            first = false;
            if (Syntax.NameCharacters.IsSimple(entry.Key))
            {
                text.Append(entry.Key);
            }
            else
            {
                AppendQuoted(text, entry.Key);
            }

            text.Append(": ");
            Append(text, entry.Value, literal);
        }

        text.Append('}');
    }

    private static void AppendRange(StringBuilder text, FeelRange range, bool literal)
    {
        if (range.Sign is not null)
        {
            text.Append('(').Append(range.Sign).Append(' ');
            Append(text, range.Sign is "<" or "<=" ? range.High : range.Low, literal);
            text.Append(')');
            return;
        }

        text.Append(range.LowBracket);
        Append(text, range.Low, literal);
        text.Append("..");
        Append(text, range.High, literal);
        text.Append(range.HighBracket);
    }

    private static void AppendQuoted(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var c in content)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
