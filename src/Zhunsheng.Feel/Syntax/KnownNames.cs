namespace Zhunsheng.Feel.Syntax;

/// <summary>
/// The names of several words (or with signs in them) that a text may use. FEEL's grammar lets a name hold spaces and operators, so what a name is
/// can only be told against the names that are known; the longest that fits wins. Names of one word need no entry.
/// </summary>
internal sealed class KnownNames(params KnownNames[] outer)
{
    private readonly Dictionary<char, List<string>> _byFirst = [];

    /// <summary>Adds a name; one of a single word is left out, since it is read without help.</summary>
    public void Add(string name)
    {
        if (name.Length == 0 || NameCharacters.IsSimple(name) || name[0] is '"' or '(' or '[' or '{' or '@')
        {
            return;
        }

        if (!_byFirst.TryGetValue(name[0], out var list))
        {
            _byFirst[name[0]] = list = [];
        }

        if (!list.Contains(name))
        {
            list.Add(name);
        }
    }

    /// <summary>The longest known name that stands at the index, and where it ends; null if none.</summary>
    public string? Longest(string text, int index, out int end)
    {
        string? best = null;
        end = index;
        if (_byFirst.TryGetValue(text[index], out var list))
        {
            foreach (var name in list)
            {
                var stop = Match(text, index, name);
                if (stop > end)
                {
                    best = name;
                    end = stop;
                }
            }
        }

        foreach (var names in outer)
        {
            var name = names.Longest(text, index, out var stop);
            if (name is not null && stop > end)
            {
                best = name;
                end = stop;
            }
        }

        return best;
    }

    private static int Match(string text, int index, string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == ' ')
            {
                var from = index;
                while (index < text.Length && NameCharacters.IsSpace(text[index]))
                {
                    index++;
                }

                if (index == from)
                {
                    return -1;
                }
            }
            else if (index < text.Length && text[index] == name[i])
            {
                index++;
            }
            else
            {
                return -1;
            }
        }

        var endsInWord = NameCharacters.IsPart(NameCharacters.At(name, name.Length - 1, out _));
        return endsInWord && NameCharacters.IsPartAt(text, index) ? -1 : index;
    }
}
