using System.Globalization;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Looks through the document numbers of all acts for duplicates and gaps. Used once.</summary>
internal sealed class NumberVerification
{
    private readonly Dictionary<(string Rulebook, string Number), (string Case, int Act)> _bearers = [];
    private readonly List<(string Case, int Act, string Number, (string Case, int Act) Other)> _twice = [];
    private readonly Dictionary<(string Rulebook, string Word, int Year), HashSet<int>> _ordinals = [];
    private readonly HashSet<(string Rulebook, string Word, int Year)> _typed = [];

    /// <summary>Takes the numbers of one file.</summary>
    public void Saw(string caseNumber, IEnumerable<NumberedDocumentRecord> documents)
    {
        foreach (var document in documents)
        {
            if (!_bearers.TryAdd((document.RulebookId, document.Number), (caseNumber, document.Act)))
            {
                _twice.Add((caseNumber, document.Act, document.Number, _bearers[(document.RulebookId, document.Number)]));
            }

            if (document is { Word: { } word, Year: { } year, Ordinal: { } ordinal })
            {
                var series = (document.RulebookId, word, year);
                if (!_ordinals.TryGetValue(series, out var known))
                {
                    _ordinals[series] = known = [];
                }

                known.Add(ordinal);
                if (document.ByHand)
                {
                    _typed.Add(series);
                }
            }
        }
    }

    /// <summary>
    /// What is wrong: a number borne twice, and a number that was given out and that no act bears. Where numbers were typed in, those between may stand on documents that are not kept here.
    /// </summary>
    public IEnumerable<StoredFinding> Findings(IEnumerable<DocumentCounter> counters)
    {
        foreach (var (file, act, number, other) in _twice)
        {
            yield return new StoredFinding(file, act, $"文号{number}用了两次，另一次在{other.Case}第{other.Act}号行为");
        }

        foreach (var counter in counters.Where(c => c.Form != DocumentNumbers.HeldForm).OrderBy(c => c.RulebookId, StringComparer.Ordinal).ThenBy(c => c.Form, StringComparer.Ordinal).ThenBy(c => c.Year))
        {
            var series = new NumberSeries("", counter.Form, 0, false);
            if (DocumentNumber.Parse(series.Format(null, counter.Year, counter.Last)) is not { } last || _typed.Contains((counter.RulebookId, last.Word, counter.Year)))
            {
                continue;
            }

            var known = _ordinals.GetValueOrDefault((counter.RulebookId, last.Word, counter.Year), []);
            foreach (var missing in Enumerable.Range(1, counter.Last).Where(n => !known.Contains(n)))
            {
                yield return new StoredFinding(null, null, string.Create(CultureInfo.InvariantCulture, $"{counter.RulebookId}的文号{series.Format(null, counter.Year, missing)}发出过，却没有一份文书用它"));
            }
        }
    }
}
