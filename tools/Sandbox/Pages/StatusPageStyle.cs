// The style of the page at the root, light and dark.
namespace InfoBip.Sandbox.Pages;

/// <summary>The page's one style sheet.</summary>
internal static class StatusPageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --line: light-dark(#dfe3e8, #353b44); --soft: light-dark(#5b6572, #9aa4b1);
          --card: light-dark(#ffffff, #1d2127); --back: light-dark(#f4f6f8, #14171b); --good: light-dark(#11703c, #6fd39b); --bad: light-dark(#b3261e, #ff9d94); }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); font: 15px/1.5 system-ui, sans-serif; }
        main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
        h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
        h2 { font-size: 1.1rem; margin: 0 0 .6rem; }
        small, dt, th, time, p { color: var(--soft); font-weight: normal; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: 0; }
        dd { margin: 0; overflow-wrap: anywhere; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin-top: 1.2rem; }
        p { margin: 0; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; min-width: 54rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); }
        th { font-size: .85rem; white-space: nowrap; }
        tr:last-child td { border-bottom: 0; }
        time { white-space: nowrap; font-variant-numeric: tabular-nums; }
        code { font: .88em ui-monospace, monospace; overflow-wrap: anywhere; }
        .tag { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .55rem; font-size: .85rem; }
        .good { color: var(--good); } .bad { color: var(--bad); }
        ul { margin: .3rem 0 0; padding-left: 1.1rem; }
        summary { cursor: pointer; }
        """;
}
