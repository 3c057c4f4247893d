using Zhunsheng.Feel.Evaluation;
using static Zhunsheng.Feel.Functions.Signature;

namespace Zhunsheng.Feel.Functions;

/// <summary>How ranges and points lie to one another (DMN 1.5, 10.3.4.7: Allen's relations). A point counts as the range from itself to itself.</summary>
internal static class RangeFunctions
{
    private delegate bool Relation(in Sides sides);

    public static IEnumerable<FeelBuiltin> All =>
    [
        .. Make("before", "pp rr pr rp", static (in Sides s) => Before(s)),
        .. Make("after", "pp rr pr rp", static (in Sides s) => Before(s.Swapped)),
        .. Make("meets", "rr", static (in Sides s) => Meets(s)),
        .. Make("met by", "rr", static (in Sides s) => Meets(s.Swapped)),
        .. Make("overlaps", "rr", static (in Sides s) => Overlaps(s)),
        .. Make("overlaps before", "rr", static (in Sides s) => OverlapsBefore(s)),
        .. Make("overlaps after", "rr", static (in Sides s) => OverlapsBefore(s.Swapped)),
        .. Make("finishes", "pr rr", static (in Sides s) => Finishes(s)),
        .. Make("finished by", "rp rr", static (in Sides s) => Finishes(s.Swapped)),
        .. Make("includes", "rp rr", static (in Sides s) => Includes(s)),
        .. Make("during", "pr rr", static (in Sides s) => Includes(s.Swapped)),
        .. Make("starts", "pr rr", static (in Sides s) => Starts(s)),
        .. Make("started by", "rp rr", static (in Sides s) => Starts(s.Swapped)),
        .. Make("coincides", "pp rr", static (in Sides s) => Coincides(s)),
        new("range", AnyRange, [Text("from")], static a => RangeText.Read(a[0].Chars)),
    ];

    private static IEnumerable<FeelBuiltin> Make(string name, string forms, Relation relation)
    {
        // Ranges first: a point's parameter would take them too.
        foreach (var form in forms.Split(' ').OrderByDescending(f => f.Count(c => c == 'r')))
        {
            var alike = form[0] == form[1];
            yield return new(name, FeelType.Boolean, [Parameter(form[0], alike ? "1" : ""), Parameter(form[1], alike ? "2" : "")], a => Test(a[0], a[1], form, relation));
        }
    }

    private static FeelParameter Parameter(char form, string number) =>
        form == 'r' ? Of("range" + number, AnyRange) : new("point" + number, FeelType.Any);

    private static FeelValue Test(in FeelValue first, in FeelValue second, string form, Relation relation)
    {
        if ((first.Kind == FeelKind.Range) != (form[0] == 'r') || (second.Kind == FeelKind.Range) != (form[1] == 'r'))
        {
            return FeelValue.Null;
        }

        var sides = new Sides(AsRange(first), AsRange(second));
        return sides.Comparable ? FeelValue.Of(relation(sides)) : FeelValue.Null;
    }

    private static FeelRange AsRange(in FeelValue value) => value.AsRange ?? new(value, true, value, true);

    private static bool Before(in Sides s) => s.EndToStart < 0 || (s.EndToStart == 0 && (!s.A.HighIncluded || !s.B.LowIncluded));

    private static bool Meets(in Sides s) => s.EndToStart == 0 && s.A.HighIncluded && s.B.LowIncluded;

    private static bool Overlaps(in Sides s) => Reaches(s) && Reaches(s.Swapped);

    /// <summary>Whether the first goes on at least to where the second begins.</summary>
    private static bool Reaches(in Sides s) => s.EndToStart > 0 || (s.EndToStart == 0 && s.A.HighIncluded && s.B.LowIncluded);

    private static bool OverlapsBefore(in Sides s) =>
        (s.Starts < 0 || (s.Starts == 0 && s.A.LowIncluded && !s.B.LowIncluded)) && Reaches(s)
        && (s.Ends < 0 || (s.Ends == 0 && (!s.A.HighIncluded || s.B.HighIncluded)));

    private static bool Finishes(in Sides s) =>
        s.Ends == 0 && s.A.HighIncluded == s.B.HighIncluded && (s.Starts > 0 || (s.Starts == 0 && (!s.A.LowIncluded || s.B.LowIncluded)));

    private static bool Starts(in Sides s) =>
        s.Starts == 0 && s.A.LowIncluded == s.B.LowIncluded && (s.Ends < 0 || (s.Ends == 0 && (!s.A.HighIncluded || s.B.HighIncluded)));

    private static bool Includes(in Sides s) =>
        (s.Starts < 0 || (s.Starts == 0 && (s.A.LowIncluded || !s.B.LowIncluded)))
        && (s.Ends > 0 || (s.Ends == 0 && (s.A.HighIncluded || !s.B.HighIncluded)));

    private static bool Coincides(in Sides s) =>
        s.Starts == 0 && s.Ends == 0 && s.A.LowIncluded == s.B.LowIncluded && s.A.HighIncluded == s.B.HighIncluded;

    /// <summary>Two ranges and how their ends compare.</summary>
    private readonly struct Sides
    {
        public Sides(FeelRange a, FeelRange b)
        {
            A = a;
            B = b;
            Comparable = Order.TryCompare(a.Low, b.Low, out var starts) & Order.TryCompare(a.High, b.High, out var ends)
                & Order.TryCompare(a.High, b.Low, out var endToStart);
            Starts = starts;
            Ends = ends;
            EndToStart = endToStart;
        }

        public FeelRange A { get; }

        public FeelRange B { get; }

        public bool Comparable { get; }

        /// <summary>The first's start against the second's.</summary>
        public int Starts { get; }

        /// <summary>The first's end against the second's.</summary>
        public int Ends { get; }

        /// <summary>The first's end against the second's start.</summary>
        public int EndToStart { get; }

        public Sides Swapped => new(B, A);
    }
}
