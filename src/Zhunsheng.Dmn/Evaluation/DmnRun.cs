using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Evaluation;

/// <summary>One evaluation: its limits, and what became null in it.</summary>
internal sealed class DmnRun
{
    private const int MostReasons = 50;
    private readonly List<DmnReason> _reasons = [];

    /// <param name="at">What <c>now()</c> gives.</param>
    public DmnRun(DateTimeOffset? at) => Session = new(this) { At = at };

    public FeelSession Session { get; }

    public IReadOnlyList<DmnReason> Reasons => _reasons;

    /// <summary>The run that a call of a function belongs to.</summary>
    public static DmnRun Of(FeelSession session) => session.Host as DmnRun ?? new DmnRun(session.At);

    /// <summary>Notes why something is null, and gives null.</summary>
    public FeelValue Null(DmnReasonKind kind, Origin origin, string message, FeelReason? feel = null)
    {
        if (_reasons.Count < MostReasons)
        {
            var line = origin.Place.Line + (feel is null ? 0 : feel.Line - 1);
            var reason = new DmnReason(kind, origin.Element, origin.Place.Source, line, message) { Feel = feel };
            if (!_reasons.Contains(reason))
            {
                _reasons.Add(reason);
            }
        }

        return FeelValue.Null;
    }

    public void Note(IEnumerable<DmnReason> reasons) => _reasons.AddRange(reasons.Except(_reasons).Take(Math.Max(0, MostReasons - _reasons.Count)).ToList());
}

/// <summary>Where an expression stands: in which element, and where in the document.</summary>
internal sealed record Origin(string Element, Place Place);
