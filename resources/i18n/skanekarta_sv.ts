<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>skanekarta</name>
    <message>
        <source>* must be there.</source>
        <translation>* måste finnas.</translation>
    </message>
    <message>
        <source>- {name}: {title}, {count} rows</source>
        <translation>- {name}: {title}, {count} rader</translation>
    </message>
    <message>
        <source>1 municipality lies above the highest class</source>
        <translation>1 kommun ligger över högsta klassen</translation>
    </message>
    <message>
        <source>1 municipality lies below the lowest class</source>
        <translation>1 kommun ligger under lägsta klassen</translation>
    </message>
    <message>
        <source>A comparison has classes of its own, the same below and above zero</source>
        <translation>En jämförelse har egna klasser, lika under och över noll</translation>
    </message>
    <message>
        <source>A file geodatabase needs GDAL 3.6 or later, which comes with newer QGIS versions.</source>
        <translation>En filgeodatabas kräver GDAL 3.6 eller senare, som följer med nyare versioner av QGIS.</translation>
    </message>
    <message>
        <source>A layer or table of the project, as it looks now</source>
        <translation>Ett lager eller en tabell i projektet, som det ser ut nu</translation>
    </message>
    <message>
        <source>A layer that is open in QGIS</source>
        <translation>Ett lager som är öppet i QGIS</translation>
    </message>
    <message>
        <source>A map cannot be printed as “{suffix}”. Choose one of: {known}.</source>
        <translation>En karta kan inte skrivas ut som ”{suffix}”. Välj något av: {known}.</translation>
    </message>
    <message>
        <source>A marked municipality lights up on the map; a double click zooms to it</source>
        <translation>En markerad kommun blinkar på kartan; dubbelklicka för att zooma till den</translation>
    </message>
    <message>
        <source>A new value; it is added to the list.</source>
        <translation>Ett nytt värde; det läggs till i listan.</translation>
    </message>
    <message>
        <source>A number is too large for the store {file}. Nothing was changed.</source>
        <translation>Ett tal är för stort för kartans data i {file}. Inget ändrades.</translation>
    </message>
    <message>
        <source>A row can have several values here; the sum of the bars is not the total.</source>
        <translation>En rad kan ha flera värden här; summan av staplarna är inte totalen.</translation>
    </message>
    <message>
        <source>A row can have several values of “{facet}”: the maps do not add up to the total.</source>
        <translation>En rad kan ha flera värden för ”{facet}”: kartornas summor går inte att lägga ihop.</translation>
    </message>
    <message>
        <source>A row that names several municipalities may count in several lines.</source>
        <translation>En rad med flera kommuner kan räknas på flera rader.</translation>
    </message>
    <message>
        <source>A sheet has room for {most} small maps, and {count} were chosen.</source>
        <translation>Ett blad rymmer {most} små kartor, och {count} är valda.</translation>
    </message>
    <message>
        <source>A store is a GeoPackage: give {file} the ending .gpkg.</source>
        <translation>En kartas data ligger i ett GeoPackage: ge {file} ändelsen .gpkg.</translation>
    </message>
    <message>
        <source>A:</source>
        <translation>A:</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Gäller</translation>
    </message>
    <message>
        <source>About so many classes; fewer where the values do not tell more apart</source>
        <translation>Ungefär så många klasser; färre om värdena inte skiljer fler åt</translation>
    </message>
    <message>
        <source>About the municipality, from another dataset.</source>
        <translation>Uppgift om kommunen, från en annan datamängd.</translation>
    </message>
    <message>
        <source>Accept all suggestions</source>
        <translation>Godta alla förslag</translation>
    </message>
    <message>
        <source>Accept the proposed types</source>
        <translation>Godta förslagen</translation>
    </message>
    <message>
        <source>Accepted amounts of the file</source>
        <translation>Godtagna belopp i filen</translation>
    </message>
    <message>
        <source>Accepted rows</source>
        <translation>Rader som importeras</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Efter</translation>
    </message>
    <message>
        <source>All but {name}</source>
        <translation>Alla utom {name}</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alla filer</translation>
    </message>
    <message>
        <source>All of Skåne</source>
        <translation>Hela Skåne</translation>
    </message>
    <message>
        <source>All of {name}</source>
        <translation>Hela {name}</translation>
    </message>
    <message>
        <source>All rows of the file that are now on the map: {count}, {amount}.</source>
        <translation>Av filens rader finns nu {count} i kartan. {amount}.</translation>
    </message>
    <message>
        <source>All tabs but Compare show {name} alone.</source>
        <translation>Alla flikar utom Jämför visar bara {name}.</translation>
    </message>
    <message>
        <source>All, none or the others of {name}</source>
        <translation>Alla, inga eller de andra i {name}</translation>
    </message>
    <message>
        <source>All…</source>
        <translation>Alla…</translation>
    </message>
    <message>
        <source>Also bring back rows that were changed since</source>
        <translation>Återställ också rader som har ändrats sedan dess</translation>
    </message>
    <message>
        <source>Also remove rows that are gone from the source</source>
        <translation>Ta också bort rader som inte längre finns i källan</translation>
    </message>
    <message>
        <source>Also remove the row that is no longer in the file</source>
        <translation>Ta bort även den rad som inte längre finns i filen</translation>
    </message>
    <message>
        <source>Also remove the {count} rows that are no longer in the file</source>
        <translation>Ta bort även de {count} rader som inte längre finns i filen</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Belopp</translation>
    </message>
    <message>
        <source>Amount ({unit})</source>
        <translation>Belopp ({unit})</translation>
    </message>
    <message>
        <source>Amount in the selection ({unit})</source>
        <translation>Belopp i urvalet ({unit})</translation>
    </message>
    <message>
        <source>Amounts as they were paid, or all in the prices of one year</source>
        <translation>Beloppen som de var, eller alla i ett och samma års priser</translation>
    </message>
    <message>
        <source>Amounts to several municipalities are kept outside the map.</source>
        <translation>Belopp som gäller flera kommuner hålls utanför kartan.</translation>
    </message>
    <message>
        <source>Amounts to several municipalities are split equally between them.</source>
        <translation>Belopp som gäller flera kommuner delas lika mellan dem.</translation>
    </message>
    <message>
        <source>Another row with the same key stands in {sheet}, row {number}.</source>
        <translation>En annan rad med samma nyckel finns på {sheet}, rad {number}.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>Answer yes wherever something is suggested</source>
        <translation>Svara ja överallt där det finns ett förslag</translation>
    </message>
    <message>
        <source>Answers as JSON by field name, such as {"kommunkod": {"Höby": "Hörby"}}</source>
        <translation>Svar som JSON per fältnamn, till exempel {"kommunkod": {"Höby": "Hörby"}}</translation>
    </message>
    <message>
        <source>ArcGIS Online takes this file as it is</source>
        <translation>ArcGIS Online tar emot filen som den är</translation>
    </message>
    <message>
        <source>Arrow keys move between the bars, Enter chooses one in the filter.</source>
        <translation>Piltangenterna går mellan staplarna, Retur väljer en i filtret.</translation>
    </message>
    <message>
        <source>Ask the source and see what the import does</source>
        <translation>Fråga källan och se vad importen gör</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Läsare</translation>
    </message>
    <message>
        <source>Average, where there is an amount</source>
        <translation>Snitt, där belopp finns</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>Back to the open source; nothing is written yet</source>
        <translation>Tillbaka till den öppna källan; inget är skrivet än</translation>
    </message>
    <message>
        <source>Back to the present</source>
        <translation>Tillbaka till nu</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Före</translation>
    </message>
    <message>
        <source>Below zero</source>
        <translation>Under noll</translation>
    </message>
    <message>
        <source>Below zero ({count})</source>
        <translation>Under noll ({count})</translation>
    </message>
    <message>
        <source>Both sides are the same selection: there is no difference.</source>
        <translation>Båda sidorna är samma urval: det finns ingen skillnad.</translation>
    </message>
    <message>
        <source>Both sides of a comparison must have the same “{name}”.</source>
        <translation>Båda sidorna i en jämförelse måste ha samma ”{name}”.</translation>
    </message>
    <message>
        <source>Both sides of the comparison, municipality by municipality</source>
        <translation>Jämförelsens båda sidor, kommun för kommun</translation>
    </message>
    <message>
        <source>Bring the rows back to what they were before; the import stays in the history</source>
        <translation>Gör raderna som de var innan; importen finns kvar i historiken</translation>
    </message>
    <message>
        <source>Bring them back, too</source>
        <translation>Återställ dem också</translation>
    </message>
    <message>
        <source>Brings the rows that an import touched back to what they were before it. LATER counts rows that are left as they are: they were changed since, and FORCE brings those back, too. BATCH is the number of the undoing; undoing that does the import again.</source>
        <translation>Återställer de rader som en import rörde till hur de var före den. LATER räknar rader som lämnas som de är: de har ändrats sedan dess, och FORCE återställer dem också. BATCH är ångrandets nummer; att ångra det gör om importen.</translation>
    </message>
    <message>
        <source>By what the bars are divided</source>
        <translation>Vad staplarna delas efter</translation>
    </message>
    <message>
        <source>By what the maps are divided</source>
        <translation>Vad kartorna delas upp efter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>Change the classes</source>
        <translation>Ändra klasserna</translation>
    </message>
    <message>
        <source>Change the rows as it says above</source>
        <translation>Ändra raderna så som det står ovan</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Ändrade</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>Ändrad av</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändra…</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagram</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Granska</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Granska igen</translation>
    </message>
    <message>
        <source>Choice of columns</source>
        <translation>Kolumnval</translation>
    </message>
    <message>
        <source>Choices in {name}</source>
        <translation>Val i {name}</translation>
    </message>
    <message>
        <source>Choices without rows were taken back: {names}</source>
        <translation>Val som inte längre finns bland raderna togs bort: {names}</translation>
    </message>
    <message>
        <source>Choose a file to import</source>
        <translation>Välj en fil att importera</translation>
    </message>
    <message>
        <source>Choose a municipality above, or with the tool that chooses municipalities on the map. A right click on the map offers its card, too.</source>
        <translation>Välj en kommun här ovanför, eller klicka på den med verktyget Välj kommun på kartan. Även högerklick på kartan ger kommunens kort.</translation>
    </message>
    <message>
        <source>Choose a municipality, or write the first letters of its name</source>
        <translation>Välj en kommun, eller skriv början av namnet</translation>
    </message>
    <message>
        <source>Choose an import to see the map as it was before it</source>
        <translation>Markera en import för att se kartan som den var före den</translation>
    </message>
    <message>
        <source>Choose at least one format.</source>
        <translation>Välj minst ett format.</translation>
    </message>
    <message>
        <source>Choose at least one value.</source>
        <translation>Välj minst ett värde.</translation>
    </message>
    <message>
        <source>Choose exactly one value of “{name}”.</source>
        <translation>Välj precis ett värde för ”{name}”.</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Välj filer…</translation>
    </message>
    <message>
        <source>Choose how the values are put into classes, or set new limits</source>
        <translation>Välj hur värdena delas in i klasser, eller sätt nya gränser</translation>
    </message>
    <message>
        <source>Choose municipality on the map</source>
        <translation>Välj kommun på kartan</translation>
    </message>
    <message>
        <source>Choose municipality on the map: a click chooses one, Ctrl or Shift adds or takes away, a click beside the land takes the choice back, Esc leaves</source>
        <translation>Välj kommun på kartan: ett klick väljer en, Ctrl eller Skift lägger till eller tar bort, ett klick bredvid Skåne tar tillbaka valet, Esc lämnar</translation>
    </message>
    <message>
        <source>Choose one file, or several of one kind. You will see what the import does before anything is written.</source>
        <translation>Välj en fil, eller flera av samma slag. Du får se vad importen gör innan något skrivs.</translation>
    </message>
    <message>
        <source>Choose one of the zip files. Do not unpack it.</source>
        <translation>Välj en av zipfilerna. Packa inte upp den.</translation>
    </message>
    <message>
        <source>Choose something for A or B first.</source>
        <translation>Välj först något för A eller B.</translation>
    </message>
    <message>
        <source>Choose the next file</source>
        <translation>Välj nästa fil</translation>
    </message>
    <message>
        <source>Choose what is compared, and see the table</source>
        <translation>Välj vad som jämförs, och se tabellen</translation>
    </message>
    <message>
        <source>Choose what is left of the saved filter</source>
        <translation>Välj det som finns kvar av det sparade filtret</translation>
    </message>
    <message>
        <source>Choose what is marked in the filter</source>
        <translation>Välj det markerade i filtret</translation>
    </message>
    <message>
        <source>Choose what the map shows</source>
        <translation>Välj vad kartan visar</translation>
    </message>
    <message>
        <source>Choose what the rows are.</source>
        <translation>Välj vad raderna är.</translation>
    </message>
    <message>
        <source>Choose what this filter chooses, as one step</source>
        <translation>Välj det som filtret väljer, i ett steg</translation>
    </message>
    <message>
        <source>Choose what to compare, and press Compare. The map then shows what A has more or less than B, and a table stands here.</source>
        <translation>Välj vad som ska jämföras och tryck på Jämför. Kartan visar sedan vad A har mer eller mindre än B, och här står en tabell.</translation>
    </message>
    <message>
        <source>Choose where it is kept; it starts with the municipalities and their population</source>
        <translation>Välj var den sparas; den börjar med kommunerna och deras invånare</translation>
    </message>
    <message>
        <source>Choose {few} to {most} municipalities to compare (chosen now: {count}).</source>
        <translation>Välj {few}–{most} kommuner att jämföra (valda nu: {count}).</translation>
    </message>
    <message>
        <source>Choose “Add and create a hosted feature layer”, give it a title, and save.</source>
        <translation>Välj ”Lägg till och skapa ett värdbaserat geoobjektslager”, ge det en titel och spara.</translation>
    </message>
    <message>
        <source>Circles have no classes: their area follows the value</source>
        <translation>Cirklar har inga klasser: ytan följer värdet</translation>
    </message>
    <message>
        <source>Circles have the same scale on all maps.</source>
        <translation>Cirklarna har samma skala på alla kartor.</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klasser</translation>
    </message>
    <message>
        <source>Classes of one width</source>
        <translation>Alla klasser är lika breda</translation>
    </message>
    <message>
        <source>Classes…</source>
        <translation>Klasser…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Rensa</translation>
    </message>
    <message>
        <source>Click a bar, or press Enter, to choose its value in the filter</source>
        <translation>Klicka på en stapel, eller tryck Retur, för att välja dess värde i filtret</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Close and keep the classes as they were</source>
        <translation>Stäng och behåll klasserna som de var</translation>
    </message>
    <message>
        <source>Close the comparison</source>
        <translation>Stäng jämförelsen</translation>
    </message>
    <message>
        <source>Close the history</source>
        <translation>Stäng historiken</translation>
    </message>
    <message>
        <source>Close the import</source>
        <translation>Stäng importen</translation>
    </message>
    <message>
        <source>Close the import and show the map of these rows</source>
        <translation>Stäng importen och visa kartan med de här raderna</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Stäng fönstret</translation>
    </message>
    <message>
        <source>Close without changing anything</source>
        <translation>Stäng utan att ändra något</translation>
    </message>
    <message>
        <source>Close without importing</source>
        <translation>Stäng utan att importera</translation>
    </message>
    <message>
        <source>Close without writing anything</source>
        <translation>Stäng utan att skriva något</translation>
    </message>
    <message>
        <source>Code of the municipality that this point or part belongs to.</source>
        <translation>Koden för den kommun som punkten eller delen hör till.</translation>
    </message>
    <message>
        <source>Column in the file</source>
        <translation>Kolumn i filen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolumner</translation>
    </message>
    <message>
        <source>Columns and their fields</source>
        <translation>Kolumner och deras fält</translation>
    </message>
    <message>
        <source>Columns as JSON, header → field</source>
        <translation>Kolumner som JSON, rubrik → fält</translation>
    </message>
    <message>
        <source>Columns:</source>
        <translation>Kolumner:</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Jämför</translation>
    </message>
    <message>
        <source>Compare municipalities</source>
        <translation>Jämför kommuner</translation>
    </message>
    <message>
        <source>Compare municipalities…</source>
        <translation>Jämför kommuner…</translation>
    </message>
    <message>
        <source>Compare with another period, field or saved filter</source>
        <translation>Jämför med en annan period, ett annat område eller ett sparat filter</translation>
    </message>
    <message>
        <source>Compare with the sums of the source: “The whole source” is all that it holds.</source>
        <translation>Jämför med summorna i källan: ”Hela källan” är allt som står i den.</translation>
    </message>
    <message>
        <source>Compare with, as JSON: {"filter": {"ar": [2020, 2021]}, "as": "amount"} or "percent"</source>
        <translation>Jämför med, som JSON: {"filter": {"ar": [2020, 2021]}, "as": "amount"} eller "percent"</translation>
    </message>
    <message>
        <source>Compare:</source>
        <translation>Jämför:</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Jämför…</translation>
    </message>
    <message>
        <source>Confirm the type of all who resemble nobody in the register</source>
        <translation>Bekräfta typen för alla som inte liknar någon i registret</translation>
    </message>
    <message>
        <source>Consequence</source>
        <translation>Följd</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Innehåll</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsätt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Copy all figures of the chart, for a spreadsheet</source>
        <translation>Kopiera diagrammets alla siffror, till ett kalkylblad</translation>
    </message>
    <message>
        <source>Copy figures</source>
        <translation>Kopiera siffror</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Kopiera bild</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Kopiera tabell</translation>
    </message>
    <message>
        <source>Copy the card as text, for a mail or a spreadsheet</source>
        <translation>Kopiera kortet som text, till ett mejl eller ett kalkylblad</translation>
    </message>
    <message>
        <source>Copy the chart as a picture</source>
        <translation>Kopiera diagrammet som bild</translation>
    </message>
    <message>
        <source>Copy the key figures and the table, for a spreadsheet</source>
        <translation>Kopiera nyckeltalen och tabellen, till ett kalkylblad</translation>
    </message>
    <message>
        <source>Copy the list, for a spreadsheet</source>
        <translation>Kopiera listan, till ett kalkylblad</translation>
    </message>
    <message>
        <source>Copy the marked lines, or all of them, for a spreadsheet</source>
        <translation>Kopiera markerade rader, eller alla, till ett kalkylblad</translation>
    </message>
    <message>
        <source>Copy the table as figures, for a spreadsheet</source>
        <translation>Kopiera tabellen som siffror, till ett kalkylblad</translation>
    </message>
    <message>
        <source>Counting rule</source>
        <translation>Räkneregel</translation>
    </message>
    <message>
        <source>Counting rule for several municipalities: dela or utanfor</source>
        <translation>Räkneregel för flera kommuner: dela eller utanfor</translation>
    </message>
    <message>
        <source>Create a map of your own</source>
        <translation>Skapa en egen karta</translation>
    </message>
    <message>
        <source>Create a map of your own…</source>
        <translation>Skapa en egen karta…</translation>
    </message>
    <message>
        <source>Create a store</source>
        <translation>Skapa ett datalager</translation>
    </message>
    <message>
        <source>Creating the map …</source>
        <translation>Skapar kartan …</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datamängd</translation>
    </message>
    <message>
        <source>Dataset: {known}</source>
        <translation>Datamängd: {known}</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>Datamängder</translation>
    </message>
    <message>
        <source>Day of the policy documents</source>
        <translation>Styrdokumentens dag</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detaljer</translation>
    </message>
    <message>
        <source>Did you mean {name}?</source>
        <translation>Menade du {name}?</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Skillnad</translation>
    </message>
    <message>
        <source>Difference in all</source>
        <translation>Skillnad totalt</translation>
    </message>
    <message>
        <source>Difference in:</source>
        <translation>Skillnad i:</translation>
    </message>
    <message>
        <source>Divide by the population of the same year, and show colours</source>
        <translation>Dela med folkmängden samma år, och visa färger</translation>
    </message>
    <message>
        <source>Divisions of the municipalities beside their inhabitants</source>
        <translation>Kommunernas indelning bredvid invånarna</translation>
    </message>
    <message>
        <source>Do again</source>
        <translation>Gör om</translation>
    </message>
    <message>
        <source>Do again…</source>
        <translation>Gör om…</translation>
    </message>
    <message>
        <source>Doing {file} again …</source>
        <translation>Gör om {file} …</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klart</translation>
    </message>
    <message>
        <source>Double-click to import a file here</source>
        <translation>Dubbelklicka för att importera en fil hit</translation>
    </message>
    <message>
        <source>Drag the ends, or the part between them</source>
        <translation>Dra i ändarna, eller i delen mellan dem</translation>
    </message>
    <message>
        <source>Drop files here.</source>
        <translation>Släpp filer här.</translation>
    </message>
    <message>
        <source>Each counts once in every municipality where it occurs, and once in the total.</source>
        <translation>Var och en räknas en gång i varje kommun där den förekommer, och en gång i totalen.</translation>
    </message>
    <message>
        <source>Each dot is the value of a municipality: dark now, pale in other periods</source>
        <translation>Varje prick är en kommuns värde: mörk nu, ljus i andra perioder</translation>
    </message>
    <message>
        <source>Each limit must be larger than the one before it.</source>
        <translation>Varje gräns måste vara större än den före.</translation>
    </message>
    <message>
        <source>Each municipality shows its latest figure; figures are not summed.</source>
        <translation>Varje kommun visar sin senaste uppgift; uppgifterna summeras inte.</translation>
    </message>
    <message>
        <source>Each municipality shows its own share, and the total that of all rows; rows without both amounts are left out.</source>
        <translation>Varje kommun visar sin egen andel, och totalen den för alla rader; rader som saknar något av beloppen räknas inte med.</translation>
    </message>
    <message>
        <source>Each row counts in every municipality that it names, and once in the total.</source>
        <translation>Varje rad räknas i alla kommuner som den nämner, och en gång i totalen.</translation>
    </message>
    <message>
        <source>End the comparison</source>
        <translation>Avsluta jämförelsen</translation>
    </message>
    <message>
        <source>Enter or a double click shows the card of the municipality</source>
        <translation>Enter eller dubbelklick visar kommunens kort</translation>
    </message>
    <message>
        <source>Equally long before</source>
        <translation>Lika lång period före</translation>
    </message>
    <message>
        <source>Equally many in each class</source>
        <translation>Lika många i varje klass</translation>
    </message>
    <message>
        <source>Equally wide classes</source>
        <translation>Lika breda klasser</translation>
    </message>
    <message>
        <source>Even limits at round figures</source>
        <translation>Jämna gränser vid runda tal</translation>
    </message>
    <message>
        <source>Example data</source>
        <translation>Exempeldata</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Exempel</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excelfil</translation>
    </message>
    <message>
        <source>Excel workbooks, CSV files or GIS files</source>
        <translation>Excelfiler, csv-filer eller GIS-filer</translation>
    </message>
    <message>
        <source>Expire within a year: {names}.</source>
        <translation>Går ut inom ett år: {names}.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportera</translation>
    </message>
    <message>
        <source>Export layers for ArcGIS Online</source>
        <translation>Exportera lager till ArcGIS Online</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exporterat</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportera…</translation>
    </message>
    <message>
        <source>Facet, such as ar or konstomrade</source>
        <translation>Urvalsfält, till exempel ar eller konstomrade</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Hämta</translation>
    </message>
    <message>
        <source>Fetch Kolada's own list of key figures on culture and leisure</source>
        <translation>Hämta Koladas egen lista över nyckeltal om kultur och fritid</translation>
    </message>
    <message>
        <source>Fetch from an open source</source>
        <translation>Hämta från en öppen källa</translation>
    </message>
    <message>
        <source>Fetch from open sources</source>
        <translation>Hämta från öppna källor</translation>
    </message>
    <message>
        <source>Fetch key figures, population, localities and boundaries from open sources</source>
        <translation>Hämta nyckeltal, folkmängd, tätorter och kommungränser från öppna källor</translation>
    </message>
    <message>
        <source>Fetch the list</source>
        <translation>Hämta listan</translation>
    </message>
    <message>
        <source>Fetch this year and all later ones</source>
        <translation>Hämta det här året och alla senare</translation>
    </message>
    <message>
        <source>Fetches from Kolada or SCB and imports what came like a file, in batches that can be undone. If the source does not answer fully, nothing is written. FIGURES and YEARS are for Kolada, separated by commas; if empty, the usual figures and all years.</source>
        <translation>Hämtar från Kolada eller SCB och importerar svaret som en fil, i omgångar som kan ångras. Om källan inte svarar fullständigt skrivs ingenting. FIGURES och YEARS gäller Kolada och skiljs åt med komma; lämnas de tomma hämtas de vanliga nyckeltalen för alla år.</translation>
    </message>
    <message>
        <source>Fetching from {name} …</source>
        <translation>Hämtar från {name} …</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>Hämta…</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Fält</translation>
    </message>
    <message>
        <source>Field:</source>
        <translation>Fält:</translation>
    </message>
    <message>
        <source>Figure of the chart</source>
        <translation>Diagrammets uppgift</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fil</translation>
    </message>
    <message>
        <source>File geodatabase (.gdb.zip)</source>
        <translation>Filgeodatabas (.gdb.zip)</translation>
    </message>
    <message>
        <source>File, or several; or a layer</source>
        <translation>Fil, eller flera; eller ett lager</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Filer</translation>
    </message>
    <message>
        <source>Files of the kind “{suffix}” cannot be imported. Save {file} as xlsx or csv.</source>
        <translation>Filer av typen ”{suffix}” kan inte importeras. Spara {file} som xlsx eller csv.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Urval</translation>
    </message>
    <message>
        <source>Filter as JSON by field name, such as {"ar": [2022, 2023]}</source>
        <translation>Urval som JSON efter fältnamn, till exempel {"ar": [2022, 2023]}</translation>
    </message>
    <message>
        <source>Filter by the choices below again</source>
        <translation>Filtrera efter valen nedanför igen</translation>
    </message>
    <message>
        <source>Filter off</source>
        <translation>Filter av</translation>
    </message>
    <message>
        <source>Filter on these</source>
        <translation>Filtrera på dessa</translation>
    </message>
    <message>
        <source>First cell</source>
        <translation>Första cell</translation>
    </message>
    <message>
        <source>First ones</source>
        <translation>Så många som ryms</translation>
    </message>
    <message>
        <source>First row</source>
        <translation>Första rad</translation>
    </message>
    <message>
        <source>First year of A</source>
        <translation>Första året i A</translation>
    </message>
    <message>
        <source>First year of B</source>
        <translation>Första året i B</translation>
    </message>
    <message>
        <source>Fixed prices need a price index for {years}. Choose other years, or import the index of these.</source>
        <translation>Fasta priser kräver ett prisindex för {years}. Välj andra år, eller importera index för de åren.</translation>
    </message>
    <message>
        <source>Fixed prices, at the level of {year}.</source>
        <translation>Fasta priser, {year} års nivå.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Mapp</translation>
    </message>
    <message>
        <source>Folder of the export</source>
        <translation>Mapp för exporten</translation>
    </message>
    <message>
        <source>For internal use only</source>
        <translation>Endast för internt bruk</translation>
    </message>
    <message>
        <source>For internal use only: it may hold personal data. Share it within the organisation alone.</source>
        <translation>Endast för internt bruk: det kan innehålla personuppgifter. Dela det bara inom organisationen.</translation>
    </message>
    <message>
        <source>For {years} the population of {used} is used.</source>
        <translation>För {years} används folkmängden {used}.</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Formats: {known}</source>
        <translation>Format: {known}</translation>
    </message>
    <message>
        <source>From year</source>
        <translation>Från år</translation>
    </message>
    <message>
        <source>From {sheet}: {count} rows</source>
        <translation>Från {sheet}: {count} rader</translation>
    </message>
    <message>
        <source>From {sheet}: {count} rows, {amount}</source>
        <translation>Från {sheet}: {count} rader, {amount}</translation>
    </message>
    <message>
        <source>Full amount ({unit})</source>
        <translation>Hela beloppet ({unit})</translation>
    </message>
    <message>
        <source>GIS layers</source>
        <translation>GIS-lager</translation>
    </message>
    <message>
        <source>Go back to the present first</source>
        <translation>Gå tillbaka till nu först</translation>
    </message>
    <message>
        <source>Go one step back</source>
        <translation>Gå ett steg tillbaka</translation>
    </message>
    <message>
        <source>Go to this step</source>
        <translation>Gå till det här steget</translation>
    </message>
    <message>
        <source>Going back to before {file} …</source>
        <translation>Går tillbaka till före {file} …</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Borta</translation>
    </message>
    <message>
        <source>Gone from the source</source>
        <translation>Borta ur källan</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>Bra att veta</translation>
    </message>
    <message>
        <source>Hand the map over to ArcGIS</source>
        <translation>Lämna över kartan till ArcGIS</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>Högst</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historik</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>Historik…</translation>
    </message>
    <message>
        <source>How the difference is shown</source>
        <translation>Hur skillnaden visas</translation>
    </message>
    <message>
        <source>How the limits are found</source>
        <translation>Hur gränserna räknas fram</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importera</translation>
    </message>
    <message>
        <source>Import Excel, CSV or GIS files; you can also drop them on this panel</source>
        <translation>Importera Excel-, csv- eller GIS-filer; du kan också släppa dem på den här panelen</translation>
    </message>
    <message>
        <source>Import a source</source>
        <translation>Importera en källa</translation>
    </message>
    <message>
        <source>Import more…</source>
        <translation>Importera fler…</translation>
    </message>
    <message>
        <source>Importing {file} …</source>
        <translation>Importerar {file} …</translation>
    </message>
    <message>
        <source>Imports Excel workbooks, csv files or a layer in one transaction. Several files of one kind are separated by a semicolon, as are sheets. ACCEPTED counts new, updated and unchanged rows; BATCH is 0 where nothing was written. VANISHED counts stored rows of earlier files of this name that are gone from it: they stay unless REMOVE_VANISHED is set. QUESTIONS counts words that a person should settle by ANSWERS. REPORT holds the rejected rows with reasons.</source>
        <translation>Importerar Excelfiler, csv-filer eller ett lager i en enda transaktion. Flera filer av ett slag skiljs åt med semikolon, likaså blad. ACCEPTED räknar nya, ändrade och oförändrade rader; BATCH är 0 där inget skrevs. VANISHED räknar lagrade rader ur tidigare filer med samma namn som inte längre finns i filen: de blir kvar om inte REMOVE_VANISHED är satt. QUESTIONS räknar ord som någon bör ta ställning till med ANSWERS. REPORT innehåller de avvisade raderna med skäl.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importera…</translation>
    </message>
    <message>
        <source>In all periods</source>
        <translation>I alla perioder</translation>
    </message>
    <message>
        <source>In per cent</source>
        <translation>I procent</translation>
    </message>
    <message>
        <source>In the geodatabase dates are at 12:00, so that they keep their day when ArcGIS Online reads them as UTC.</source>
        <translation>I geodatabasen ligger datum klockan 12:00, så att de behåller sin dag när ArcGIS Online läser dem som UTC.</translation>
    </message>
    <message>
        <source>In the layer {layer} invalid areas were repaired (rows: {count}).</source>
        <translation>I lagret {layer} lagades ogiltiga ytor (rader: {count}).</translation>
    </message>
    <message>
        <source>In the layer {layer} some rows lie nowhere on the map (rows: {count}).</source>
        <translation>I lagret {layer} saknar några rader plats på kartan (rader: {count}).</translation>
    </message>
    <message>
        <source>In the shapefile long texts are cut after 254 bytes (texts: {count}).</source>
        <translation>I shapefilen kapas långa texter efter 254 byte (texter: {count}).</translation>
    </message>
    <message>
        <source>In the shapefile numbers are rounded to what it can hold (rows: {count}).</source>
        <translation>I shapefilen avrundas tal till vad den rymmer (rader: {count}).</translation>
    </message>
    <message>
        <source>In the shapefile −9999 means that the value is missing (rows: {count}).</source>
        <translation>I shapefilen betyder −9999 att värdet saknas (rader: {count}).</translation>
    </message>
    <message>
        <source>In the shapefiles dates are text, such as 2024-05-31.</source>
        <translation>I shapefilerna är datum text, till exempel 2024-05-31.</translation>
    </message>
    <message>
        <source>In the shapefiles −9999 means that a number is missing. Leave it out before you sum or classify.</source>
        <translation>I shapefilerna betyder −9999 att ett tal saknas. Ta bort det innan du summerar eller klassindelar.</translation>
    </message>
    <message>
        <source>In use: {set}, from {date}</source>
        <translation>Används nu: {set}, importerat {date}</translation>
    </message>
    <message>
        <source>Inhabitants</source>
        <translation>Invånare</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Invertera</translation>
    </message>
    <message>
        <source>Jenks: municipalities with values close together come into one class</source>
        <translation>Jenks: kommuner vars värden ligger nära varandra hamnar i samma klass</translation>
    </message>
    <message>
        <source>Keep filter, measure, prices, place and counting under a name in the project</source>
        <translation>Spara filter, mått, priser, plats och räknesätt under ett namn i projektet</translation>
    </message>
    <message>
        <source>Key figures</source>
        <translation>Nyckeltal</translation>
    </message>
    <message>
        <source>Key figures, corners, charts and white spots on one sheet</source>
        <translation>Nyckeltal, hörn, diagram och vita fläckar på ett blad</translation>
    </message>
    <message>
        <source>Key figures, such as N09022,N09026</source>
        <translation>Nyckeltal, till exempel N09022,N09026</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Störst</translation>
    </message>
    <message>
        <source>Largest minus</source>
        <translation>Största minus</translation>
    </message>
    <message>
        <source>Largest plus</source>
        <translation>Största plus</translation>
    </message>
    <message>
        <source>Last import: {file}, {date}
{new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected
Double-click to import a file here</source>
        <translation>Senaste import: {file}, {date}
{new} nya, {changed} ändrade, {unchanged} oförändrade, {rejected} avvisade
Dubbelklicka för att importera en fil hit</translation>
    </message>
    <message>
        <source>Last year of A</source>
        <translation>Sista året i A</translation>
    </message>
    <message>
        <source>Last year of B</source>
        <translation>Sista året i B</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Lager</translation>
    </message>
    <message>
        <source>Layer, instead of a file</source>
        <translation>Lager, i stället för en fil</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Lager</translation>
    </message>
    <message>
        <source>Leave out remarks on rows that are imported</source>
        <translation>Visa inte påpekanden om rader som importeras</translation>
    </message>
    <message>
        <source>Leave the map as it is</source>
        <translation>Lämna kartan som den är</translation>
    </message>
    <message>
        <source>Leave the marked files out; they stay where they are</source>
        <translation>Ta inte med de markerade filerna; de ligger kvar där de är</translation>
    </message>
    <message>
        <source>Leave them as they are</source>
        <translation>Låt dem vara</translation>
    </message>
    <message>
        <source>Let B be the period of the same length just before A</source>
        <translation>Låt B vara den lika långa perioden närmast före A</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Gränser</translation>
    </message>
    <message>
        <source>Limits begin at zero or above: what is below zero is set apart.</source>
        <translation>Gränserna börjar vid noll eller högre: det som är under noll visas för sig.</translation>
    </message>
    <message>
        <source>Limits come from all years, and stay until you set new ones. Unit: {unit}.</source>
        <translation>Gränserna räknas på alla år och ligger fast tills du sätter nya. Enhet: {unit}.</translation>
    </message>
    <message>
        <source>Limits of a number of things are whole numbers.</source>
        <translation>Gränser för ett antal är hela tal.</translation>
    </message>
    <message>
        <source>Limits of your own</source>
        <translation>Egna gränser</translation>
    </message>
    <message>
        <source>Lines:</source>
        <translation>Rader:</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>List what was imported</source>
        <translation>Lista vad som importerats</translation>
    </message>
    <message>
        <source>Load a choice of columns</source>
        <translation>Läs in ett kolumnval</translation>
    </message>
    <message>
        <source>Load a choice…</source>
        <translation>Läs in val…</translation>
    </message>
    <message>
        <source>Look at the difference from the other side</source>
        <translation>Se skillnaden från andra hållet</translation>
    </message>
    <message>
        <source>Look for files on this computer</source>
        <translation>Leta efter filer på den här datorn</translation>
    </message>
    <message>
        <source>Looks like a row of totals.</source>
        <translation>Ser ut som en summarad.</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>Lägst</translation>
    </message>
    <message>
        <source>Make the choice again</source>
        <translation>Gör om valet</translation>
    </message>
    <message>
        <source>Makes a new GeoPackage with the 33 municipalities, localities and population, and with the example workbooks if EXAMPLE is set.</source>
        <translation>Skapar ett nytt GeoPackage med de 33 kommunerna, tätorterna och folkmängden, och med exempelfilerna om EXAMPLE är satt.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karta</translation>
    </message>
    <message>
        <source>Map and filter</source>
        <translation>Karta och filter</translation>
    </message>
    <message>
        <source>Map: {known}</source>
        <translation>Karta: {known}</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Kartor</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Mått</translation>
    </message>
    <message>
        <source>Measure; the map's first one if empty</source>
        <translation>Mått; kartans första om inget anges</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Metod</translation>
    </message>
    <message>
        <source>Missing (no document)</source>
        <translation>Saknas</translation>
    </message>
    <message>
        <source>More tabs</source>
        <translation>Fler flikar</translation>
    </message>
    <message>
        <source>Municipalities</source>
        <translation>Kommuner</translation>
    </message>
    <message>
        <source>Municipalities now</source>
        <translation>Kommuner nu</translation>
    </message>
    <message>
        <source>Municipalities reached</source>
        <translation>Kommuner som nås</translation>
    </message>
    <message>
        <source>Municipalities side by side</source>
        <translation>Kommuner sida vid sida</translation>
    </message>
    <message>
        <source>Municipalities with a figure</source>
        <translation>Kommuner med uppgift</translation>
    </message>
    <message>
        <source>Municipalities with more and less</source>
        <translation>Kommuner med mer och mindre</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Kommun</translation>
    </message>
    <message>
        <source>Municipality as stated</source>
        <translation>Kommun enligt källan</translation>
    </message>
    <message>
        <source>Municipality of the share</source>
        <translation>Andelens kommun</translation>
    </message>
    <message>
        <source>Name in the file</source>
        <translation>Namn i filen</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>Filtrets namn</translation>
    </message>
    <message>
        <source>Name of the municipality</source>
        <translation>Kommunens namn</translation>
    </message>
    <message>
        <source>Name of the municipality that this point or part belongs to.</source>
        <translation>Namnet på den kommun som punkten eller delen hör till.</translation>
    </message>
    <message>
        <source>Names and values that are not known</source>
        <translation>Namn och värden som inte känns igen</translation>
    </message>
    <message>
        <source>Natural groups</source>
        <translation>Naturliga grupper</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nya</translation>
    </message>
    <message>
        <source>New class limits</source>
        <translation>Nya klassgränser</translation>
    </message>
    <message>
        <source>New map</source>
        <translation>Ny karta</translation>
    </message>
    <message>
        <source>New: 0 to compare with ({count})</source>
        <translation>Nytt: 0 att jämföra med ({count})</translation>
    </message>
    <message>
        <source>No column is chosen for what must be there (*): {fields}.</source>
        <translation>Ingen kolumn är vald för det som måste finnas (*): {fields}.</translation>
    </message>
    <message>
        <source>No column of {file} is known for {dataset}. Expected are columns such as {headers}; check the header row.</source>
        <translation>Ingen kolumn i {file} känns igen för {dataset}. Väntade kolumner är till exempel {headers}; kontrollera rubrikraden.</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Uppgift saknas</translation>
    </message>
    <message>
        <source>No data ({count})</source>
        <translation>Uppgift saknas ({count})</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Ingen skillnad</translation>
    </message>
    <message>
        <source>No end date: {names}.</source>
        <translation>Utan slutdatum: {names}.</translation>
    </message>
    <message>
        <source>No figures over the years to draw.</source>
        <translation>Det finns inga uppgifter över åren att rita.</translation>
    </message>
    <message>
        <source>No filter</source>
        <translation>Inget urval</translation>
    </message>
    <message>
        <source>No filter is saved for this map yet</source>
        <translation>Inget filter är sparat för den här kartan än</translation>
    </message>
    <message>
        <source>No headers</source>
        <translation>Inga rubriker</translation>
    </message>
    <message>
        <source>No map is open yet.</source>
        <translation>Ingen karta är öppen ännu.</translation>
    </message>
    <message>
        <source>No map is open yet. Open the example or a map of your own in the panel Sources.</source>
        <translation>Ingen karta är öppen ännu. Öppna exemplet eller en egen karta i panelen Källor.</translation>
    </message>
    <message>
        <source>No municipality has a value above zero: there is nothing to put into classes.</source>
        <translation>Ingen kommun har ett värde över noll: det finns inget att dela in i klasser.</translation>
    </message>
    <message>
        <source>No other layer is open in the project</source>
        <translation>Inget annat lager är öppet i projektet</translation>
    </message>
    <message>
        <source>No per cent can be told ({count})</source>
        <translation>Procent kan inte räknas ({count})</translation>
    </message>
    <message>
        <source>No population is known for {years}: what has amounts then has no data.</source>
        <translation>Folkmängd saknas för {years}: kommuner med belopp då visas som uppgift saknas.</translation>
    </message>
    <message>
        <source>No row changes.</source>
        <translation>Ingen rad ändras.</translation>
    </message>
    <message>
        <source>No rows</source>
        <translation>Inga rader</translation>
    </message>
    <message>
        <source>No web address</source>
        <translation>Ingen webbadress</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Inga</translation>
    </message>
    <message>
        <source>None of the columns in that file is in this one.</source>
        <translation>Ingen av kolumnerna i den filen finns i den här.</translation>
    </message>
    <message>
        <source>None: every municipality is reached</source>
        <translation>Inga: alla kommuner nås</translation>
    </message>
    <message>
        <source>Not a date.</source>
        <translation>Går inte att läsa som datum.</translation>
    </message>
    <message>
        <source>Not a municipality of Skåne; that part lies outside the map.</source>
        <translation>Ingen kommun i Skåne; den delen ligger utanför kartan.</translation>
    </message>
    <message>
        <source>Not a number.</source>
        <translation>Går inte att läsa som tal.</translation>
    </message>
    <message>
        <source>Not a text.</source>
        <translation>Går inte att läsa som text.</translation>
    </message>
    <message>
        <source>Not a web address (https://…); the link is left out.</source>
        <translation>Ingen webbadress (https://…); länken utelämnas.</translation>
    </message>
    <message>
        <source>Not a year.</source>
        <translation>Går inte att läsa som årtal.</translation>
    </message>
    <message>
        <source>Not an amount in kronor.</source>
        <translation>Går inte att läsa som belopp i kronor.</translation>
    </message>
    <message>
        <source>Not imported from {sheet}: {columns}</source>
        <translation>Importeras inte från {sheet}: {columns}</translation>
    </message>
    <message>
        <source>Not one municipality of Skåne; by “{field}” the row lies outside the map.</source>
        <translation>Inte en kommun i Skåne; efter ”{field}” ligger raden utanför kartan.</translation>
    </message>
    <message>
        <source>Not one of the known values: {known}.</source>
        <translation>Inte ett av de kända värdena: {known}.</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Inte än</translation>
    </message>
    <message>
        <source>Nothing is lost: this can be taken back in the history, too.</source>
        <translation>Inget går förlorat: även detta kan tas tillbaka i historiken.</translation>
    </message>
    <message>
        <source>Nothing is taken for something else until you answer; then press Check again.</source>
        <translation>Ingenting tolkas som något annat förrän du svarar. Tryck sedan på Granska igen.</translation>
    </message>
    <message>
        <source>Nothing matches either side.</source>
        <translation>Inget stämmer med någon av sidorna.</translation>
    </message>
    <message>
        <source>Nothing matches the choices of the filter. Take one of them back.</source>
        <translation>Inget matchar valen i filtret. Ta bort något av dem.</translation>
    </message>
    <message>
        <source>Nothing matches these choices, so that there is no map to print. Take one back.</source>
        <translation>Inget matchar valen, så det finns ingen karta att skriva ut. Ta bort något av dem.</translation>
    </message>
    <message>
        <source>Nothing matches these choices. Take one of them back.</source>
        <translation>Inget passar in på urvalet. Ta bort något av valen.</translation>
    </message>
    <message>
        <source>Nothing matches {name}.</source>
        <translation>Inget stämmer med {name}.</translation>
    </message>
    <message>
        <source>Nothing of this kind is imported yet</source>
        <translation>Inget sådant är importerat än</translation>
    </message>
    <message>
        <source>Nothing to import was named: give INPUT or LAYER.</source>
        <translation>Inget att importera angavs: ange INPUT eller LAYER.</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>Inget är importerat än.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Antal</translation>
    </message>
    <message>
        <source>Number of classes</source>
        <translation>Antal klasser</translation>
    </message>
    <message>
        <source>Number of the import</source>
        <translation>Importens nummer</translation>
    </message>
    <message>
        <source>Number of {noun}</source>
        <translation>Antal {noun}</translation>
    </message>
    <message>
        <source>Numbers of the imports</source>
        <translation>Importernas nummer</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>På kartan</translation>
    </message>
    <message>
        <source>One by one</source>
        <translation>En och en</translation>
    </message>
    <message>
        <source>One map for each</source>
        <translation>En karta för varje</translation>
    </message>
    <message>
        <source>One row was changed since:</source>
        <translation>En rad har ändrats sedan dess:</translation>
    </message>
    <message>
        <source>One small map for each year, art field, target group …, on one sheet</source>
        <translation>En liten karta för varje år, konstområde, målgrupp …, på ett och samma blad</translation>
    </message>
    <message>
        <source>Only check</source>
        <translation>Granska bara</translation>
    </message>
    <message>
        <source>Only show it on the map</source>
        <translation>Visa bara på kartan</translation>
    </message>
    <message>
        <source>Only what rejects a row</source>
        <translation>Bara avvisade</translation>
    </message>
    <message>
        <source>Only {name}</source>
        <translation>Bara {name}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Open Content and choose New item, then Your device.</source>
        <translation>Öppna Innehåll och välj Nytt objekt, sedan Din enhet.</translation>
    </message>
    <message>
        <source>Open a map (.gpkg) that you or a colleague created</source>
        <translation>Öppna en karta (.gpkg) som du eller en kollega har skapat</translation>
    </message>
    <message>
        <source>Open a map first; then the card shows what is known of a municipality.</source>
        <translation>Öppna en karta först. Sedan visar kortet vad som är känt om en kommun.</translation>
    </message>
    <message>
        <source>Open a map that exists</source>
        <translation>Öppna en karta som finns</translation>
    </message>
    <message>
        <source>Open a map that exists…</source>
        <translation>Öppna en karta som finns…</translation>
    </message>
    <message>
        <source>Open another map</source>
        <translation>Öppna en annan karta</translation>
    </message>
    <message>
        <source>Open in the browser: {names}</source>
        <translation>Öppna i webbläsaren: {names}</translation>
    </message>
    <message>
        <source>Open in the layout editor</source>
        <translation>Öppna i layoutredigeraren</translation>
    </message>
    <message>
        <source>Open links</source>
        <translation>Öppna länkar</translation>
    </message>
    <message>
        <source>Open source</source>
        <translation>Öppen källa</translation>
    </message>
    <message>
        <source>Open source: {known}</source>
        <translation>Öppen källa: {known}</translation>
    </message>
    <message>
        <source>Open the chosen document in the browser</source>
        <translation>Öppna det valda dokumentet i webbläsaren</translation>
    </message>
    <message>
        <source>Open the document</source>
        <translation>Öppna dokumentet</translation>
    </message>
    <message>
        <source>Open the example</source>
        <translation>Öppna exemplet</translation>
    </message>
    <message>
        <source>Open the link</source>
        <translation>Öppna länken</translation>
    </message>
    <message>
        <source>Open the links of the card in the browser</source>
        <translation>Öppna kortets länkar i webbläsaren</translation>
    </message>
    <message>
        <source>Opens three maps with invented rows; kept in your documents folder</source>
        <translation>Öppnar tre kartor med påhittade rader; sparas i din dokumentmapp</translation>
    </message>
    <message>
        <source>Other text</source>
        <translation>Övrig text</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Övriga</translation>
    </message>
    <message>
        <source>Outside the map</source>
        <translation>Utanför kartan</translation>
    </message>
    <message>
        <source>Outside the map: {amount}</source>
        <translation>Utanför kartan: {amount}</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Översikt</translation>
    </message>
    <message>
        <source>Overview for the committee…</source>
        <translation>Översikt för nämnden…</translation>
    </message>
    <message>
        <source>Pale bars are not chosen.</source>
        <translation>Ljusa staplar är inte valda.</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papper</translation>
    </message>
    <message>
        <source>Per cent</source>
        <translation>Procent</translation>
    </message>
    <message>
        <source>Per inhabitant</source>
        <translation>Per invånare</translation>
    </message>
    <message>
        <source>Per inhabitant, on the map</source>
        <translation>Per invånare, på kartan</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Pivot</source>
        <translation>Pivot</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Plats</translation>
    </message>
    <message>
        <source>Place on the map</source>
        <translation>Plats på kartan</translation>
    </message>
    <message>
        <source>Place: verksamhet or sate</source>
        <translation>Plats: verksamhet eller sate</translation>
    </message>
    <message>
        <source>Point at a year to read its figures</source>
        <translation>Peka på ett år för att läsa dess siffror</translation>
    </message>
    <message>
        <source>Policy documents of the municipalities</source>
        <translation>Kommunernas styrdokument</translation>
    </message>
    <message>
        <source>Policy documents on</source>
        <translation>Styrdokument per</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>Folkmängd</translation>
    </message>
    <message>
        <source>Population of the same year.</source>
        <translation>Folkmängden samma år.</translation>
    </message>
    <message>
        <source>Preparing the example …</source>
        <translation>Förbereder exemplet …</translation>
    </message>
    <message>
        <source>Press Check again first, so that your answers count</source>
        <translation>Tryck först på Granska igen, så att dina svar räknas</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Priser</translation>
    </message>
    <message>
        <source>Prices: lopande, or fasta where there is a price index</source>
        <translation>Priser: lopande, eller fasta om det finns ett prisindex</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Skriv ut</translation>
    </message>
    <message>
        <source>Print a map</source>
        <translation>Skriv ut en karta</translation>
    </message>
    <message>
        <source>Print small maps</source>
        <translation>Skriv ut små kartor</translation>
    </message>
    <message>
        <source>Print the map, or open it in the layout editor</source>
        <translation>Skriv ut kartan, eller öppna den i layoutredigeraren</translation>
    </message>
    <message>
        <source>Print the map, small maps, or the overview</source>
        <translation>Skriv ut kartan, små kartor eller översikten</translation>
    </message>
    <message>
        <source>Print the overview</source>
        <translation>Skriv ut översikten</translation>
    </message>
    <message>
        <source>Print the overview on one sheet, for a meeting of the committee</source>
        <translation>Skriv ut översikten på ett blad, till exempel för nämnden</translation>
    </message>
    <message>
        <source>Printed {date}</source>
        <translation>Utskriven {date}</translation>
    </message>
    <message>
        <source>Prints a map with legend, figures, what lies outside it, counting rule and sources. The ending of OUTPUT decides: pdf, png or svg.</source>
        <translation>Skriver ut en karta med teckenförklaring, siffror, vad som ligger utanför, räkneregel och källor. Ändelsen på OUTPUT avgör: pdf, png eller svg.</translation>
    </message>
    <message>
        <source>Prints and exports for others wait for the check of personal data.</source>
        <translation>Utskrifter och exporter för andra väntar på kontrollen av personuppgifter.</translation>
    </message>
    <message>
        <source>Prints and exports for readers outside the house wait for the check of personal data, which is not built yet. Choose the audience “internt”.</source>
        <translation>Utskrifter och exporter för läsare utanför huset väntar på kontrollen av personuppgifter, som inte är byggd ännu. Välj läsarna ”internt”.</translation>
    </message>
    <message>
        <source>Prints one small map for each value of a facet on one sheet, with the same class limits and circles on all of them. VALUES is a JSON list of stored values; without it the largest ones, or the latest years, are taken.</source>
        <translation>Skriver ut en liten karta för varje värde i ett urvalsfält på ett blad, med samma klassgränser och cirkelskala på alla. VALUES är en JSON-lista med lagrade värden; utan den tas de största, eller de senaste åren.</translation>
    </message>
    <message>
        <source>Prints the overview of a selection on one sheet: key figures, the share of each corner beside its share of the inhabitants, charts, and municipalities that nothing reaches.</source>
        <translation>Skriver ut översikten av ett urval på ett blad: nyckeltal, varje hörns andel bredvid dess andel av invånarna, diagram och kommuner som inget når.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Skriv ut…</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Förlopp</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Put the filter, the sources and the date above into the item's description.</source>
        <translation>Skriv in urvalet, källorna och datumet ovan i objektets beskrivning.</translation>
    </message>
    <message>
        <source>Put the map into a layout of this project, to change it by hand</source>
        <translation>Lägg kartan i en layout i projektet, för att ändra den för hand</translation>
    </message>
    <message>
        <source>Put this municipality beside others, in a table and a chart</source>
        <translation>Ställ kommunen bredvid andra, i en tabell och ett diagram</translation>
    </message>
    <message>
        <source>Putting the figures together …</source>
        <translation>Räknar ihop siffrorna …</translation>
    </message>
    <message>
        <source>QGIS cannot read the table {table} of the store {file}.</source>
        <translation>QGIS kan inte läsa tabellen {table} i datalagret {file}.</translation>
    </message>
    <message>
        <source>Quantiles: each class holds about as many municipalities</source>
        <translation>Kvantiler: ungefär lika många kommuner i varje klass</translation>
    </message>
    <message>
        <source>Question: {said}</source>
        <translation>Fråga: {said}</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Frågor</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Läs om</translation>
    </message>
    <message>
        <source>Read as {name}, as answered.</source>
        <translation>Läses som {name}, enligt ditt svar.</translation>
    </message>
    <message>
        <source>Read as {name}, by the organisation number.</source>
        <translation>Läses som {name}, efter organisationsnumret.</translation>
    </message>
    <message>
        <source>Read the file and see what its import does</source>
        <translation>Läs filen och se vad importen gör</translation>
    </message>
    <message>
        <source>Read the store and show what it holds now; the choices stay</source>
        <translation>Läs datalagret och visa vad det innehåller nu; valen står kvar</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>Läsare</translation>
    </message>
    <message>
        <source>Reading what was changed …</source>
        <translation>Läser vad som ändrades …</translation>
    </message>
    <message>
        <source>Reading {file} …</source>
        <translation>Läser {file} …</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Anledning</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Mottagare</translation>
    </message>
    <message>
        <source>Recipients that are not in the register</source>
        <translation>Mottagare som inte finns i registret</translation>
    </message>
    <message>
        <source>Recipients, with their sums over the years</source>
        <translation>Mottagare, med summor över åren</translation>
    </message>
    <message>
        <source>Recognise from the columns</source>
        <translation>Känn igen på kolumnerna</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>Igenkänd genom</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Gör om</translation>
    </message>
    <message>
        <source>Region Skåne, Culture administration</source>
        <translation>Region Skåne, Kulturförvaltningen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Avvisade</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Avvisade rader</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Ta bort ur listan</translation>
    </message>
    <message>
        <source>Remove the saved filter “{name}”? The map stays as it is.</source>
        <translation>Ska det sparade filtret ”{name}” tas bort? Kartan ändras inte.</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Borttagna</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Byt namn</translation>
    </message>
    <message>
        <source>Rename the filter</source>
        <translation>Byt namn på filtret</translation>
    </message>
    <message>
        <source>Replace the filter “{name}” with the present choices?</source>
        <translation>Ska filtret ”{name}” ersättas med de val som gäller nu?</translation>
    </message>
    <message>
        <source>Resembles a row that is there already without “{field}”, which stays.</source>
        <translation>Liknar en rad som redan finns utan ”{field}”, och som ligger kvar.</translation>
    </message>
    <message>
        <source>Resembles a row that is there already; without “{field}” it cannot be told whether it is the same.</source>
        <translation>Liknar en rad som redan finns; utan ”{field}” går det inte att avgöra om det är samma rad.</translation>
    </message>
    <message>
        <source>Round figures</source>
        <translation>Runda tal</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Rad</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rader</translation>
    </message>
    <message>
        <source>Rows added; of an undoing: brought back</source>
        <translation>Rader som lades till; vid ett ångrande: som kom tillbaka</translation>
    </message>
    <message>
        <source>Rows changed; of an undoing: as they were</source>
        <translation>Rader som ändrades; vid ett ångrande: som blev som förut</translation>
    </message>
    <message>
        <source>Rows of the map</source>
        <translation>Kartans rader</translation>
    </message>
    <message>
        <source>Rows of totals, not counted</source>
        <translation>Summarader, räknas inte</translation>
    </message>
    <message>
        <source>Rows removed</source>
        <translation>Rader som togs bort</translation>
    </message>
    <message>
        <source>Rows that could not be imported</source>
        <translation>Rader som inte kunde importeras</translation>
    </message>
    <message>
        <source>Rows that name several municipalities are kept outside the map.</source>
        <translation>Rader som nämner flera kommuner hålls utanför kartan.</translation>
    </message>
    <message>
        <source>Rows that were changed since</source>
        <translation>Rader som har ändrats sedan dess</translation>
    </message>
    <message>
        <source>Rows that were right already; of an undoing: left as they are</source>
        <translation>Rader som redan stämde; vid ett ångrande: som lämnades som de är</translation>
    </message>
    <message>
        <source>Rows whose {name} holds these words; capitals do not matter</source>
        <translation>Rader där {name} innehåller orden; stora och små bokstäver spelar ingen roll</translation>
    </message>
    <message>
        <source>Rows without a year have no fixed price. Choose the years to be shown.</source>
        <translation>Rader utan år kan inte räknas om till fasta priser. Välj vilka år som ska visas.</translation>
    </message>
    <message>
        <source>Rows without a year have no population, and so no data.</source>
        <translation>Rader utan år har ingen folkmängd att delas med och visas som uppgift saknas.</translation>
    </message>
    <message>
        <source>Same as</source>
        <translation>Samma som</translation>
    </message>
    <message>
        <source>Same size</source>
        <translation>Lika stora</translation>
    </message>
    <message>
        <source>Same {division}</source>
        <translation>Samma {division}</translation>
    </message>
    <message>
        <source>Save rejected rows</source>
        <translation>Spara avvisade rader</translation>
    </message>
    <message>
        <source>Save rejected rows…</source>
        <translation>Spara avvisade rader…</translation>
    </message>
    <message>
        <source>Save the choice of columns</source>
        <translation>Spara kolumnvalet</translation>
    </message>
    <message>
        <source>Save the choice…</source>
        <translation>Spara val…</translation>
    </message>
    <message>
        <source>Save the filter</source>
        <translation>Spara filtret</translation>
    </message>
    <message>
        <source>Save the filter as…</source>
        <translation>Spara filtret som…</translation>
    </message>
    <message>
        <source>Save the filter under a name, or choose one that was saved</source>
        <translation>Spara filtret under ett namn, eller välj ett som är sparat</translation>
    </message>
    <message>
        <source>Save the rejected rows with their reasons as a workbook, to be mended there</source>
        <translation>Spara de avvisade raderna med anledning i en Excelfil, att rätta i</translation>
    </message>
    <message>
        <source>Save the rejected rows, mend them in Excel, and import that file as well.</source>
        <translation>Spara de avvisade raderna, rätta dem i Excel och importera den filen också.</translation>
    </message>
    <message>
        <source>Save which columns hold what, for a colleague with the same kind of file</source>
        <translation>Spara vilka kolumner som innehåller vad, till en kollega med samma slags fil</translation>
    </message>
    <message>
        <source>Saved filter of A</source>
        <translation>Sparat filter för A</translation>
    </message>
    <message>
        <source>Saved filter of B</source>
        <translation>Sparat filter för B</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Sparade filter</translation>
    </message>
    <message>
        <source>Saving the rejected rows …</source>
        <translation>Sparar avvisade rader …</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Sök</translation>
    </message>
    <message>
        <source>Search among the key figures</source>
        <translation>Sök bland nyckeltalen</translation>
    </message>
    <message>
        <source>Search among the values of {name}</source>
        <translation>Sök bland värdena för {name}</translation>
    </message>
    <message>
        <source>Search by id, title or definition</source>
        <translation>Sök på id, titel eller definition</translation>
    </message>
    <message>
        <source>Search in the texts of the table</source>
        <translation>Sök i tabellens texter</translation>
    </message>
    <message>
        <source>See what the import does with these columns</source>
        <translation>Se vad importen gör med de här kolumnerna</translation>
    </message>
    <message>
        <source>See what the import does with your answers</source>
        <translation>Se vad importen gör med dina svar</translation>
    </message>
    <message>
        <source>See what was imported when; undo an import, or see the map as it was before</source>
        <translation>Se vad som importerades när; ångra en import eller se kartan som den var före den</translation>
    </message>
    <message>
        <source>See what would come back, then decide</source>
        <translation>Se vad som kommer tillbaka, och bestäm sedan</translation>
    </message>
    <message>
        <source>See what would go and what would come back, then decide</source>
        <translation>Se vad som försvinner och vad som kommer tillbaka, och bestäm sedan</translation>
    </message>
    <message>
        <source>See which rows are changed, unknown or rejected, before they are written</source>
        <translation>Se vilka rader som ändras, är okända eller avvisas innan något skrivs</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Markera alla</translation>
    </message>
    <message>
        <source>Select all that are shown</source>
        <translation>Markera alla som visas</translation>
    </message>
    <message>
        <source>Set anew</source>
        <translation>Beräkna om</translation>
    </message>
    <message>
        <source>Set new class limits from all years</source>
        <translation>Sätt nya klassgränser utifrån alla år</translation>
    </message>
    <message>
        <source>Set new class limits from the differences shown now. They are kept while years change, so that comparisons can be laid side by side.</source>
        <translation>Sätt nya klassgränser efter skillnaderna som visas nu. De ligger fast när åren ändras, så att jämförelser kan läggas sida vid sida.</translation>
    </message>
    <message>
        <source>Set new classes</source>
        <translation>Beräkna om klasserna</translation>
    </message>
    <message>
        <source>Set the limits anew from all years, by this method</source>
        <translation>Beräkna om gränserna på alla år med den här metoden</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>Flera kommuner</translation>
    </message>
    <message>
        <source>Shapefile (.zip)</source>
        <translation>Shapefil (.zip)</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Andel</translation>
    </message>
    <message>
        <source>Share of the amount</source>
        <translation>Andel av beloppet</translation>
    </message>
    <message>
        <source>Share of the inhabitants</source>
        <translation>Andel av invånarna</translation>
    </message>
    <message>
        <source>Share of the inhabitants of {year}.</source>
        <translation>Invånare: andel av invånarna {year}.</translation>
    </message>
    <message>
        <source>Share of the number</source>
        <translation>Andel av antalet</translation>
    </message>
    <message>
        <source>Share of {measure} ({unit})</source>
        <translation>Andel av {measure} ({unit})</translation>
    </message>
    <message>
        <source>Sheet “{sheet}” in {file} has more rows and columns than can be read. Delete the columns that are not needed, and save it.</source>
        <translation>Bladet {sheet} i {file} har fler rader och kolumner än som kan läsas. Ta bort kolumner som inte behövs och spara filen.</translation>
    </message>
    <message>
        <source>Sheet, or several; all sheets that fit if empty</source>
        <translation>Blad, eller flera; tomt ger alla blad som passar</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Blad</translation>
    </message>
    <message>
        <source>Sheets not imported, since they lack such rows or the columns that identify them: {sheets}</source>
        <translation>Blad som inte importeras, eftersom de saknar sådana rader eller de kolumner som identifierar dem: {sheets}</translation>
    </message>
    <message>
        <source>Show everything for a while; the choices are kept</source>
        <translation>Visa allt en stund; valen finns kvar</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Visa på kartan</translation>
    </message>
    <message>
        <source>Show or hide a list in which each of {name} is ticked</source>
        <translation>Visa eller dölj en lista där du kryssar ett i taget: {name}</translation>
    </message>
    <message>
        <source>Show or hide the panel {name}</source>
        <translation>Visa eller dölj panelen {name}</translation>
    </message>
    <message>
        <source>Show the card of {name}</source>
        <translation>Visa kommunkort för {name}</translation>
    </message>
    <message>
        <source>Show the difference on the map and in the table</source>
        <translation>Visa skillnaden på kartan och i tabellen</translation>
    </message>
    <message>
        <source>Show the map as before…</source>
        <translation>Visa kartan som före…</translation>
    </message>
    <message>
        <source>Show the map as it is now, with the choices that it had</source>
        <translation>Visa kartan som den är nu, med de val som den hade</translation>
    </message>
    <message>
        <source>Show the map {name}</source>
        <translation>Visa kartan {name}</translation>
    </message>
    <message>
        <source>Show the municipality card</source>
        <translation>Visa kommunkort</translation>
    </message>
    <message>
        <source>Show the rows…</source>
        <translation>Visa raderna…</translation>
    </message>
    <message>
        <source>Show the same map with the rows that it had before this import; nothing is changed</source>
        <translation>Visa samma karta med de rader som den hade före denna import; inget ändras</translation>
    </message>
    <message>
        <source>Show the selection itself again</source>
        <translation>Visa bara urvalet igen</translation>
    </message>
    <message>
        <source>Show totals, as circles</source>
        <translation>Visa totalbelopp, som cirklar</translation>
    </message>
    <message>
        <source>Show what lies outside the map, and why</source>
        <translation>Visa vad som ligger utanför kartan, och varför</translation>
    </message>
    <message>
        <source>Shows</source>
        <translation>Visar</translation>
    </message>
    <message>
        <source>Shows the key figures that have all these words</source>
        <translation>Visar de nyckeltal där alla orden finns med</translation>
    </message>
    <message>
        <source>Size and orientation of the sheet</source>
        <translation>Papprets storlek och riktning</translation>
    </message>
    <message>
        <source>Skåne on average</source>
        <translation>Skåne i medel</translation>
    </message>
    <message>
        <source>Skåne on average {mean}</source>
        <translation>Skåne i medel {mean}</translation>
    </message>
    <message>
        <source>Skåne on average: each municipality with a figure is counted alike. Policy documents as they stand on {date}.</source>
        <translation>Skåne i medel: varje kommun som har uppgiften räknas lika. Styrdokumenten gäller läget den {date}.</translation>
    </message>
    <message>
        <source>Skåne: mean of the {count} municipalities with a figure, each counted alike. Rank 1 is the highest.</source>
        <translation>Skåne: medelvärdet av de {count} kommuner som har en uppgift, där varje kommun väger lika. Plats 1 är högst.</translation>
    </message>
    <message>
        <source>Skånekarta kultur</source>
        <translation>Skånekarta kultur</translation>
    </message>
    <message>
        <source>Skånekarta: municipalities, recipients and rows</source>
        <translation>Skånekarta: kommuner, mottagare och rader</translation>
    </message>
    <message>
        <source>Small maps cannot be made of “{field}”. Choose one of: {known}.</source>
        <translation>Det går inte att göra små kartor av ”{field}”. Välj något av: {known}.</translation>
    </message>
    <message>
        <source>Small maps…</source>
        <translation>Små kartor…</translation>
    </message>
    <message>
        <source>Somebody else is writing to the store {file}. Try again in a moment.</source>
        <translation>Någon annan skriver till datalagret {file}. Försök igen om en stund.</translation>
    </message>
    <message>
        <source>Something unexpected happened, and the step was not carried out.</source>
        <translation>Något oväntat hände, och steget genomfördes inte.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong ({error}). Nothing more was done.</source>
        <translation>Något oväntat gick fel ({error}). Inget mer gjordes.</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>Källa: {source}</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Källor</translation>
    </message>
    <message>
        <source>Sources: {sources}</source>
        <translation>Källor: {sources}</translation>
    </message>
    <message>
        <source>Start with the example to see what the maps can do, or create a map of your own and import your Excel files into it.</source>
        <translation>Börja med exemplet för att se vad kartorna kan, eller skapa en egen karta och importera era Excelfiler till den.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Läge</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Stop the work; nothing is changed</source>
        <translation>Stoppa arbetet; inget ändras</translation>
    </message>
    <message>
        <source>Store (GeoPackage)</source>
        <translation>Datalager (GeoPackage)</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Förslag</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Summa</translation>
    </message>
    <message>
        <source>Summarise per municipality</source>
        <translation>Summera per kommun</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>Summor</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>Byt A och B</translation>
    </message>
    <message>
        <source>Switch the filter on</source>
        <translation>Slå på filtret</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabell</translation>
    </message>
    <message>
        <source>Tables and layers</source>
        <translation>Tabeller och lager</translation>
    </message>
    <message>
        <source>Take all choices back</source>
        <translation>Ta bort alla val</translation>
    </message>
    <message>
        <source>Take the choice back: {choice}</source>
        <translation>Ta bort valet: {choice}</translation>
    </message>
    <message>
        <source>Take the columns from a file that was saved here</source>
        <translation>Hämta kolumnerna från en fil som har sparats här</translation>
    </message>
    <message>
        <source>Take the last choice back</source>
        <translation>Ångra det senaste valet</translation>
    </message>
    <message>
        <source>Template: {known}</source>
        <translation>Mall: {known}</translation>
    </message>
    <message>
        <source>Text tables</source>
        <translation>Texttabeller</translation>
    </message>
    <message>
        <source>The Python library {name} is missing. The QGIS installer from qgis.org brings it; in OSGeo4W or Linux install the package python3-{name}, then start QGIS anew.</source>
        <translation>Pythonbiblioteket {name} saknas. Installationsprogrammet för QGIS från qgis.org har det med sig; i OSGeo4W eller Linux installeras paketet python3-{name}. Starta sedan om QGIS.</translation>
    </message>
    <message>
        <source>The answers are not valid JSON. They look like {{"kommunkod": {{"Höby": "Hörby"}}}}.</source>
        <translation>Svaren är inte giltig JSON. De ser ut som {{"kommunkod": {{"Höby": "Hörby"}}}}.</translation>
    </message>
    <message>
        <source>The answers name the unknown field “{name}”. Known fields: {known}.</source>
        <translation>Svaren nämner det okända fältet ”{name}”. Kända fält: {known}.</translation>
    </message>
    <message>
        <source>The audience “{audience}” is not known. Choose one of: {known}.</source>
        <translation>Läsarna ”{audience}” är inte kända. Välj något av: {known}.</translation>
    </message>
    <message>
        <source>The axis does not begin at zero.</source>
        <translation>Axeln börjar inte på noll.</translation>
    </message>
    <message>
        <source>The cell holds an Excel error.</source>
        <translation>Cellen innehåller ett Excelfel.</translation>
    </message>
    <message>
        <source>The cell is empty; a value is needed.</source>
        <translation>Cellen är tom; ett värde behövs.</translation>
    </message>
    <message>
        <source>The choice of columns in {file} is for “{other}”, not for {dataset}.</source>
        <translation>Kolumnvalet i {file} gäller ”{other}”, inte {dataset}.</translation>
    </message>
    <message>
        <source>The choice of columns was saved.</source>
        <translation>Kolumnvalet sparades.</translation>
    </message>
    <message>
        <source>The column “{column}” in {sheet} is read as “{field}”, by its content.</source>
        <translation>Kolumnen ”{column}” i {sheet} läses som ”{field}”, efter sitt innehåll.</translation>
    </message>
    <message>
        <source>The column “{column}” in {sheet} is read as “{field}”.</source>
        <translation>Kolumnen ”{column}” i {sheet} läses som ”{field}”.</translation>
    </message>
    <message>
        <source>The column “{column}” of {dataset}.</source>
        <translation>Kolumnen ”{column}” i {dataset}.</translation>
    </message>
    <message>
        <source>The columns of {file} fit no dataset. Choose what the file holds.</source>
        <translation>Kolumnerna i {file} passar ingen datamängd. Välj vad filen innehåller.</translation>
    </message>
    <message>
        <source>The comparison cannot be read. It looks like {{"filter": {{"ar": [2022]}}, "as": "percent"}}.</source>
        <translation>Jämförelsen kan inte läsas. Den ser ut som {{"filter": {{"ar": [2022]}}, "as": "percent"}}.</translation>
    </message>
    <message>
        <source>The comparison is left out: {name} is shown alone.</source>
        <translation>Jämförelsen tas inte med: bara {name} visas.</translation>
    </message>
    <message>
        <source>The coordinates are SWEREF 99 TM (EPSG:3006).</source>
        <translation>Koordinaterna är i SWEREF 99 TM (EPSG:3006).</translation>
    </message>
    <message>
        <source>The dashed line is the mean of the municipalities</source>
        <translation>Den streckade linjen är kommunernas medelvärde</translation>
    </message>
    <message>
        <source>The day on which the policy documents shall be valid</source>
        <translation>Den dag för vilken styrdokumentens läge visas</translation>
    </message>
    <message>
        <source>The description {name} cannot be read. Install the plugin again.</source>
        <translation>Beskrivningen {name} kan inte läsas. Installera insticksprogrammet på nytt.</translation>
    </message>
    <message>
        <source>The description {where} is wrong at “{what}”. Install the plugin again.</source>
        <translation>Beskrivningen {where} är fel vid ”{what}”. Installera insticksprogrammet på nytt.</translation>
    </message>
    <message>
        <source>The ending decides: .pdf, .png or .svg</source>
        <translation>Ändelsen avgör: .pdf, .png eller .svg</translation>
    </message>
    <message>
        <source>The facet of the columns</source>
        <translation>Indelning av kolumnerna</translation>
    </message>
    <message>
        <source>The facet of the lines</source>
        <translation>Indelning av raderna</translation>
    </message>
    <message>
        <source>The field “{name}” asks nothing.</source>
        <translation>Fältet ”{name}” ställer inga frågor.</translation>
    </message>
    <message>
        <source>The figure that is drawn; a click on its row in the table, too</source>
        <translation>Uppgiften som ritas; det går även att klicka på dess rad i tabellen</translation>
    </message>
    <message>
        <source>The figures of the selection</source>
        <translation>Urvalets siffror</translation>
    </message>
    <message>
        <source>The file replaces the whole set; these rows are not in it, and are removed.</source>
        <translation>Filen ersätter hela uppsättningen; de här raderna finns inte i den och tas bort.</translation>
    </message>
    <message>
        <source>The file seems to hold a part of the set only; these rows are not in it. They stay, unless you choose to remove them.</source>
        <translation>Filen verkar bara innehålla en del av uppsättningen; de här raderna finns inte i den. De ligger kvar, om du inte väljer att ta bort dem.</translation>
    </message>
    <message>
        <source>The file that was read</source>
        <translation>Filen som lästes</translation>
    </message>
    <message>
        <source>The file {file} cannot be opened. Check that you may read it.</source>
        <translation>Filen {file} kan inte öppnas. Kontrollera att du får läsa den.</translation>
    </message>
    <message>
        <source>The file {file} was not found. Check the name and the folder.</source>
        <translation>Filen {file} hittades inte. Kontrollera namnet och mappen.</translation>
    </message>
    <message>
        <source>The files that are imported in one go; drop more anywhere here</source>
        <translation>Filerna som importeras på en gång; släpp fler var som helst här</translation>
    </message>
    <message>
        <source>The filter is not valid JSON. It looks like {{"ar": [2022, 2023]}}.</source>
        <translation>Urvalet är inte giltig JSON. Det ska se ut så här: {{"ar": [2022, 2023]}}.</translation>
    </message>
    <message>
        <source>The filter is off: everything is shown.</source>
        <translation>Filtret är av: allt visas.</translation>
    </message>
    <message>
        <source>The filter names the unknown field “{name}”. Known fields: {known}.</source>
        <translation>Urvalet nämner det okända fältet ”{name}”. Kända fält: {known}.</translation>
    </message>
    <message>
        <source>The filter on “{name}” cannot be read: a list means any of these, a from–to object a range of years, a text a search.</source>
        <translation>Urvalet på ”{name}” kan inte läsas: en lista betyder något av dessa, ett from–to-objekt ett spann av år, en text en sökning.</translation>
    </message>
    <message>
        <source>The filter “{name}” is saved with the project.</source>
        <translation>Filtret ”{name}” är sparat i projektet.</translation>
    </message>
    <message>
        <source>The filter “{name}” names what no longer exists: {lost}. The map stays as it is.</source>
        <translation>Filtret ”{name}” nämner något som inte finns längre: {lost}. Kartan är oförändrad.</translation>
    </message>
    <message>
        <source>The first row of the sheet is a row like the others</source>
        <translation>Bladets första rad är en rad som de andra</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written, or a file in it is open in another program. Close it or choose another folder.</source>
        <translation>Det går inte att skriva i mappen {folder}, eller så är en fil i den öppen i ett annat program. Stäng den eller välj en annan mapp.</translation>
    </message>
    <message>
        <source>The format “{name}” is not known. Choose one or several of: {known}.</source>
        <translation>Formatet ”{name}” är inte känt. Välj ett eller flera av: {known}.</translation>
    </message>
    <message>
        <source>The formula has no saved result. Open the file in Excel and save it.</source>
        <translation>Formeln har inget sparat resultat. Öppna filen i Excel och spara den.</translation>
    </message>
    <message>
        <source>The geodatabase (.gdb.zip) has long field names and whole texts; choose it if you have no reason to choose a shapefile.</source>
        <translation>Geodatabasen (.gdb.zip) har långa fältnamn och hela texter; välj den om du inte har skäl att välja en shapefil.</translation>
    </message>
    <message>
        <source>The header “{column}” may speak of thousands or millions; read are kronor.</source>
        <translation>Rubriken ”{column}” kan betyda tusental eller miljoner; talen läses som kronor.</translation>
    </message>
    <message>
        <source>The import of {file} was done again.</source>
        <translation>Importen av {file} gjordes om.</translation>
    </message>
    <message>
        <source>The import of {file} was undone.</source>
        <translation>Importen av {file} ångrades.</translation>
    </message>
    <message>
        <source>The import of {file}, undone {time}, is done again</source>
        <translation>Importen av {file}, ångrad {time}, görs om</translation>
    </message>
    <message>
        <source>The import of {file}, {time}, is undone</source>
        <translation>Importen av {file}, {time}, ångras</translation>
    </message>
    <message>
        <source>The import of {source} is undone already. Nothing was changed.</source>
        <translation>Importen av {source} är redan ångrad. Inget ändrades.</translation>
    </message>
    <message>
        <source>The layer {layer} cannot be filtered and shows all rows. Renew the store.</source>
        <translation>Lagret {layer} kan inte filtreras och visar alla rader. Förnya datalagret.</translation>
    </message>
    <message>
        <source>The layer {layer} is being edited and keeps its old filter. Save or discard the edits, then filter again.</source>
        <translation>Lagret {layer} redigeras och behåller sitt gamla urval. Spara eller släng ändringarna och filtrera sedan igen.</translation>
    </message>
    <message>
        <source>The layer {layer} is being edited. Save or discard the edits first.</source>
        <translation>Lagret {layer} redigeras. Spara eller kasta ändringarna först.</translation>
    </message>
    <message>
        <source>The layer {name} could not be built from its rows.</source>
        <translation>Lagret {name} kunde inte byggas av sina rader.</translation>
    </message>
    <message>
        <source>The layer {name} could not be written as it is. Nothing was exported.</source>
        <translation>Lagret {name} kunde inte skrivas som det är. Inget exporterades.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has lost its source. Repair it, or choose another.</source>
        <translation>Lagret ”{layer}” har tappat sin källa. Laga det, eller välj ett annat.</translation>
    </message>
    <message>
        <source>The layer “{layer}” was not found. Check its name or path.</source>
        <translation>Lagret ”{layer}” hittades inte. Kontrollera dess namn eller sökväg.</translation>
    </message>
    <message>
        <source>The layers and tables of the project</source>
        <translation>Projektets lager och tabeller</translation>
    </message>
    <message>
        <source>The layout {name} cannot be read.</source>
        <translation>Layouten {name} kan inte läsas.</translation>
    </message>
    <message>
        <source>The layout {name} has no place for a map.</source>
        <translation>Layouten {name} har ingen plats för en karta.</translation>
    </message>
    <message>
        <source>The library openpyxl is missing, so Excel files cannot be read. Install QGIS with its standalone installer, or save the file as csv.</source>
        <translation>Biblioteket openpyxl saknas, så Excelfiler kan inte läsas. Installera QGIS med det fristående installationsprogrammet, eller spara filen som csv.</translation>
    </message>
    <message>
        <source>The limits that you write</source>
        <translation>De gränser som du skriver</translation>
    </message>
    <message>
        <source>The map could not be printed to {name}.</source>
        <translation>Kartan kunde inte skrivas ut till {name}.</translation>
    </message>
    <message>
        <source>The map goes by: {place}.</source>
        <translation>Kartan går efter {place}.</translation>
    </message>
    <message>
        <source>The map is ready. It is kept in {file}.</source>
        <translation>Kartan är klar. Den sparas i {file}.</translation>
    </message>
    <message>
        <source>The map was exported: {files}.</source>
        <translation>Kartan exporterades: {files}.</translation>
    </message>
    <message>
        <source>The map was printed to {file}.</source>
        <translation>Kartan skrevs ut till {file}.</translation>
    </message>
    <message>
        <source>The mapping is not valid JSON. It looks like {{"Sökande": "mottagare"}}.</source>
        <translation>Kolumnvalet är inte giltig JSON. Det ska se ut så här: {{"Sökande": "mottagare"}}.</translation>
    </message>
    <message>
        <source>The maps were printed to {file}.</source>
        <translation>Kartorna skrevs ut till {file}.</translation>
    </message>
    <message>
        <source>The map…</source>
        <translation>Kartan…</translation>
    </message>
    <message>
        <source>The municipalities as the source states them.</source>
        <translation>Kommunerna som de står i källan.</translation>
    </message>
    <message>
        <source>The municipality is not known.</source>
        <translation>Kommunen är okänd.</translation>
    </message>
    <message>
        <source>The number of inhabitants of {name} is not known. Import it, or choose others.</source>
        <translation>Invånarantalet för {name} saknas. Importera det, eller välj andra kommuner själv.</translation>
    </message>
    <message>
        <source>The number of the import</source>
        <translation>Importens nummer</translation>
    </message>
    <message>
        <source>The oldest is that of {name}, adopted {date}.</source>
        <translation>Det äldsta är det i {name}, antaget {date}.</translation>
    </message>
    <message>
        <source>The outlines of {count} municipalities cross themselves: {names}.</source>
        <translation>Gränserna för {count} kommuner korsar sig själva: {names}.</translation>
    </message>
    <message>
        <source>The overview was printed to {file}.</source>
        <translation>Översikten skrevs ut till {file}.</translation>
    </message>
    <message>
        <source>The policy documents of all municipalities on that day, to order and copy</source>
        <translation>Alla kommuners styrdokument den dagen, att sortera och kopiera</translation>
    </message>
    <message>
        <source>The rejected rows were saved.</source>
        <translation>De avvisade raderna sparades.</translation>
    </message>
    <message>
        <source>The row's id in the store.</source>
        <translation>Radens id i datalagret.</translation>
    </message>
    <message>
        <source>The rows are</source>
        <translation>Raderna är</translation>
    </message>
    <message>
        <source>The rows are invented, to try the map out</source>
        <translation>Raderna är påhittade, för att prova kartan</translation>
    </message>
    <message>
        <source>The rows behind the map</source>
        <translation>Raderna bakom kartan</translation>
    </message>
    <message>
        <source>The rows behind the map. A double click opens the link of a row.</source>
        <translation>Raderna bakom kartan. Dubbelklick öppnar radens länk.</translation>
    </message>
    <message>
        <source>The same can occur on several maps: the numbers do not add up.</source>
        <translation>Samma kan finnas på flera kartor: antalen går inte att lägga ihop.</translation>
    </message>
    <message>
        <source>The same class limits on all maps.</source>
        <translation>Samma klassgränser på alla kartor.</translation>
    </message>
    <message>
        <source>The same row stands in {sheet}, row {number} too.</source>
        <translation>Samma rad står också i {sheet}, rad {number}.</translation>
    </message>
    <message>
        <source>The saved filter of this map names what no longer exists: {lost}. Nothing is filtered until you use the rest of it.</source>
        <translation>Kartans sparade filter nämner något som inte finns längre: {lost}. Inget är filtrerat förrän du använder resten.</translation>
    </message>
    <message>
        <source>The selection as bars</source>
        <translation>Urvalet som staplar</translation>
    </message>
    <message>
        <source>The selection now</source>
        <translation>Urvalet nu</translation>
    </message>
    <message>
        <source>The shape on the map is of another kind than {dataset} has.</source>
        <translation>Formen på kartan är av ett annat slag än {dataset} har.</translation>
    </message>
    <message>
        <source>The shares are of what lies on the map.</source>
        <translation>Andelarna gäller det som ligger på kartan.</translation>
    </message>
    <message>
        <source>The sheet {sheet} is hidden; it is imported too.</source>
        <translation>Bladet {sheet} är dolt, och följer med.</translation>
    </message>
    <message>
        <source>The sheet {sheet} of {file} lacks the columns {columns}. Add them, or map them.</source>
        <translation>Bladet {sheet} i {file} saknar kolumnerna {columns}. Lägg till dem, eller peka ut dem.</translation>
    </message>
    <message>
        <source>The sheets that are imported are ticked</source>
        <translation>De blad som importeras är ikryssade</translation>
    </message>
    <message>
        <source>The state before the import of {file} ({date})</source>
        <translation>Läget före importen av {file} ({date})</translation>
    </message>
    <message>
        <source>The state before the undoing of {file} ({date})</source>
        <translation>Läget före ångrandet av {file} ({date})</translation>
    </message>
    <message>
        <source>The store has been changed since it was read. The figures show it as it was then.</source>
        <translation>Datalagret har ändrats sedan det lästes. Siffrorna visar hur det var då.</translation>
    </message>
    <message>
        <source>The store {file} cannot be created. Choose a folder that you may write to.</source>
        <translation>Datalagret {file} kan inte skapas. Välj en mapp som du får skriva i.</translation>
    </message>
    <message>
        <source>The store {file} cannot be written. Nothing was changed.</source>
        <translation>Det går inte att skriva i datalagret {file}. Inget ändrades.</translation>
    </message>
    <message>
        <source>The store {file} was changed by somebody else meanwhile. Nothing was changed; examine the file again.</source>
        <translation>Kartans data i {file} har ändrats av någon annan under tiden. Inget ändrades; granska filen igen.</translation>
    </message>
    <message>
        <source>The store {file} was changed by somebody else meanwhile. Nothing was changed; look again at what would be undone.</source>
        <translation>Datalagret {file} ändrades av någon annan under tiden. Inget ändrades; se en gång till på vad som skulle ångras.</translation>
    </message>
    <message>
        <source>The store {file} was made by a newer version of the plugin. Update the plugin.</source>
        <translation>Kartan {file} är gjord med en nyare version av tillägget. Uppdatera tillägget.</translation>
    </message>
    <message>
        <source>The store {file} was made by an earlier version of the plugin. Create a new map and import the files again.</source>
        <translation>Kartan {file} är gjord med en tidigare version av tillägget. Skapa en ny karta och importera filerna igen.</translation>
    </message>
    <message>
        <source>The store {file} was not found. Check the name and the folder.</source>
        <translation>Datalagret {file} hittades inte. Kontrollera namnet och mappen.</translation>
    </message>
    <message>
        <source>The text is too long ({length} characters).</source>
        <translation>Texten är för lång ({length} tecken).</translation>
    </message>
    <message>
        <source>The value does not have the right form.</source>
        <translation>Värdet har inte rätt form.</translation>
    </message>
    <message>
        <source>The value is not in the list.</source>
        <translation>Värdet finns inte i listan.</translation>
    </message>
    <message>
        <source>The value lies outside what is possible ({low} to {high}).</source>
        <translation>Värdet ligger utanför det möjliga ({low} till {high}).</translation>
    </message>
    <message>
        <source>The values are no JSON list. It looks like ["Dans", "Musik"].</source>
        <translation>Värdena är ingen JSON-lista. Den ser ut så här: ["Dans", "Musik"].</translation>
    </message>
    <message>
        <source>The whole row's amount, on each of its parts; sum “andel” instead.</source>
        <translation>Hela radens belopp, på var och en av dess delar; summera ”andel” i stället.</translation>
    </message>
    <message>
        <source>The whole source</source>
        <translation>Hela källan</translation>
    </message>
    <message>
        <source>The work was cancelled. Nothing was changed.</source>
        <translation>Arbetet avbröts. Inget ändrades.</translation>
    </message>
    <message>
        <source>The {few} largest of {all}.</source>
        <translation>De {few} största av {all}.</translation>
    </message>
    <message>
        <source>There are no fixed prices here: they need amounts in kronor, and a price index. Import one, with a year and an index in each row.</source>
        <translation>Fasta priser går inte att visa här: det krävs belopp i kronor och ett prisindex. Importera ett, med ett år och ett indextal på varje rad.</translation>
    </message>
    <message>
        <source>There are no rows below the headers in {file}.</source>
        <translation>Det finns inga rader under rubrikerna i {file}.</translation>
    </message>
    <message>
        <source>There are no rows in {file}. Choose another file or sheet.</source>
        <translation>Det finns inga rader i {file}. Välj en annan fil eller ett annat blad.</translation>
    </message>
    <message>
        <source>There are no rows so far back</source>
        <translation>Det finns inga rader så långt tillbaka</translation>
    </message>
    <message>
        <source>There are {count} gaps between the municipalities, {area} hectares in all.</source>
        <translation>Det finns {count} luckor mellan kommunerna, sammanlagt {area} hektar.</translation>
    </message>
    <message>
        <source>There is a filter “{name}” already. Choose another name.</source>
        <translation>Det finns redan ett filter ”{name}”. Välj ett annat namn.</translation>
    </message>
    <message>
        <source>There is no key figure “{code}”. Choose one of the list.</source>
        <translation>Det finns inget nyckeltal ”{code}”. Välj ett i listan.</translation>
    </message>
    <message>
        <source>There is no layout “{template}”. Choose one of: {known}.</source>
        <translation>Det finns ingen layout ”{template}”. Välj något av: {known}.</translation>
    </message>
    <message>
        <source>There is no municipality {codes}.</source>
        <translation>Det finns ingen kommun {codes}.</translation>
    </message>
    <message>
        <source>There is no municipality “{code}” in the store.</source>
        <translation>Det finns ingen kommun ”{code}” i kartan.</translation>
    </message>
    <message>
        <source>There is no number here, and nothing that says why.</source>
        <translation>Här står inget tal, och inget som säger varför.</translation>
    </message>
    <message>
        <source>There is no palette “{palette}”. Use a ColorBrewer name or viridis.</source>
        <translation>Det finns ingen palett ”{palette}”. Använd ett ColorBrewer-namn eller viridis.</translation>
    </message>
    <message>
        <source>There is no such import in {file}. Choose one from its history.</source>
        <translation>Det finns ingen sådan import i {file}. Välj en ur historiken.</translation>
    </message>
    <message>
        <source>These figures are compared, not summed.</source>
        <translation>De här uppgifterna jämförs och summeras inte.</translation>
    </message>
    <message>
        <source>These names cannot be used in an export: {names}. They come from the plugin's descriptions. Install the plugin again.</source>
        <translation>Dessa namn kan inte användas i en export: {names}. De kommer från insticksprogrammets beskrivningar. Installera det på nytt.</translation>
    </message>
    <message>
        <source>These rows came with an earlier file of this name, and are not in this one. They stay, unless you choose to remove them.</source>
        <translation>De här raderna kom med en tidigare fil med samma namn och finns inte i den här. De blir kvar, om du inte väljer att ta bort dem.</translation>
    </message>
    <message>
        <source>They can be brought back by undoing the import</source>
        <translation>De kommer tillbaka om importen ångras</translation>
    </message>
    <message>
        <source>This is how the map was before the import of {file}, {date}</source>
        <translation>Så var kartan före importen av {file}, {date}</translation>
    </message>
    <message>
        <source>This is how the map was before {source} ({date}). Go back to the present to change anything.</source>
        <translation>Så var kartan före {source} ({date}). Gå tillbaka till nu för att ändra något.</translation>
    </message>
    <message>
        <source>This measure has no figure per inhabitant</source>
        <translation>Måttet visas inte per invånare</translation>
    </message>
    <message>
        <source>This municipality's part; the parts of a row add up to its amount.</source>
        <translation>Kommunens del; en rads delar blir tillsammans dess belopp.</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>Det här steget</translation>
    </message>
    <message>
        <source>Tick a municipality first; then those like it are found</source>
        <translation>Kryssa först för en kommun; sedan går det att hitta dem som liknar den</translation>
    </message>
    <message>
        <source>Tick as many as a sheet has room for</source>
        <translation>Kryssa för så många som bladet rymmer</translation>
    </message>
    <message>
        <source>Tick at least one sheet.</source>
        <translation>Kryssa i minst ett blad.</translation>
    </message>
    <message>
        <source>Tick the key figures that shall be fetched</source>
        <translation>Kryssa för de nyckeltal som ska hämtas</translation>
    </message>
    <message>
        <source>Tick the municipalities to compare; Space ticks, too</source>
        <translation>Kryssa för kommunerna som ska jämföras; det går även med blanksteg</translation>
    </message>
    <message>
        <source>Tick those that get a map of their own</source>
        <translation>Kryssa för dem som ska få en egen karta</translation>
    </message>
    <message>
        <source>Tick values with a click or the space bar; more with a right click or Shift+F10</source>
        <translation>Kryssa med ett klick eller mellanslag; mer med högerklick eller Skift+F10</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>To add it to ArcGIS Online</source>
        <translation>Så läggs det till i ArcGIS Online</translation>
    </message>
    <message>
        <source>Together the maps are the total.</source>
        <translation>Kartornas summor blir tillsammans totalen.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Totalt</translation>
    </message>
    <message>
        <source>Total ({unit})</source>
        <translation>Totalt ({unit})</translation>
    </message>
    <message>
        <source>Two facets at once, with totals</source>
        <translation>Två indelningar på en gång, med summor</translation>
    </message>
    <message>
        <source>Two facets of the selection, with totals</source>
        <translation>Två indelningar av urvalet, med summor</translation>
    </message>
    <message>
        <source>Two periods, fields or saved filters side by side</source>
        <translation>Två perioder, fält eller sparade filter sida vid sida</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Oförändrade</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ångra</translation>
    </message>
    <message>
        <source>Undo an import</source>
        <translation>Ångra en import</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Ångra importen</translation>
    </message>
    <message>
        <source>Undoing the import of {file} …</source>
        <translation>Ångrar importen av {file} …</translation>
    </message>
    <message>
        <source>Undoing {file} …</source>
        <translation>Ångrar {file} …</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Ångra…</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Enhet</translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation>Avmarkera alla</translation>
    </message>
    <message>
        <source>Use the rest</source>
        <translation>Använd resten</translation>
    </message>
    <message>
        <source>Use these classes on the map</source>
        <translation>Använd klasserna på kartan</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Värden</translation>
    </message>
    <message>
        <source>Values and classes</source>
        <translation>Värden och klasser</translation>
    </message>
    <message>
        <source>Values as JSON, such as ["Dans", "Musik"]</source>
        <translation>Värden som JSON, till exempel ["Dans", "Musik"]</translation>
    </message>
    <message>
        <source>Values of A</source>
        <translation>Värden för A</translation>
    </message>
    <message>
        <source>Values of B</source>
        <translation>Värden för B</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Vad</translation>
    </message>
    <message>
        <source>What becomes of rows with several municipalities</source>
        <translation>Vad som händer med rader som gäller flera kommuner</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Vad som jämförs</translation>
    </message>
    <message>
        <source>What is counted or summed</source>
        <translation>Vad som räknas eller summeras</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Vad som inte tas med</translation>
    </message>
    <message>
        <source>What nothing of the selection reaches. Click one to see it on the map.</source>
        <translation>Det som inget i urvalet når. Klicka på en rad för att se den på kartan.</translation>
    </message>
    <message>
        <source>What the import will do</source>
        <translation>Vad importen gör</translation>
    </message>
    <message>
        <source>What the rows of the file are</source>
        <translation>Vad filens rader är</translation>
    </message>
    <message>
        <source>What was changed since is undone as well; it stays in the history</source>
        <translation>Det som har ändrats sedan dess ångras också; det finns kvar i historiken</translation>
    </message>
    <message>
        <source>What was changed since stays; all else is undone</source>
        <translation>Det som har ändrats sedan dess får stå kvar; allt annat ångras</translation>
    </message>
    <message>
        <source>What was imported, the newest first</source>
        <translation>Vad som importerats, det nyaste först</translation>
    </message>
    <message>
        <source>When it was done</source>
        <translation>När det gjordes</translation>
    </message>
    <message>
        <source>Where the figures are fetched from</source>
        <translation>Varifrån uppgifterna hämtas</translation>
    </message>
    <message>
        <source>Where the print is saved</source>
        <translation>Var utskriften sparas</translation>
    </message>
    <message>
        <source>Whether it still holds</source>
        <translation>Om det fortfarande gäller</translation>
    </message>
    <message>
        <source>Which map is shown</source>
        <translation>Vilken karta som visas</translation>
    </message>
    <message>
        <source>Which municipality a row belongs to</source>
        <translation>Vilken kommun en rad hör till</translation>
    </message>
    <message>
        <source>White spots</source>
        <translation>Vita fläckar</translation>
    </message>
    <message>
        <source>White spots: {count} of {all}</source>
        <translation>Vita fläckar: {count} av {all}</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Vem</translation>
    </message>
    <message>
        <source>Who did it</source>
        <translation>Vem som gjorde det</translation>
    </message>
    <message>
        <source>Who got what, year by year</source>
        <translation>Vem som fått vad, år för år</translation>
    </message>
    <message>
        <source>Whose values are compared</source>
        <translation>Vilket fält vars värden jämförs</translation>
    </message>
    <message>
        <source>Why this row or part lies outside the map.</source>
        <translation>Varför raden eller delen ligger utanför kartan.</translation>
    </message>
    <message>
        <source>With the example</source>
        <translation>Med exemplet</translation>
    </message>
    <message>
        <source>Without a year</source>
        <translation>Utan år</translation>
    </message>
    <message>
        <source>Words in the file</source>
        <translation>Ord i filen</translation>
    </message>
    <message>
        <source>Words to search for, then Enter</source>
        <translation>Ord att söka efter, sedan Retur</translation>
    </message>
    <message>
        <source>Workbooks</source>
        <translation>Kalkylark</translation>
    </message>
    <message>
        <source>Works in</source>
        <translation>Verkar i</translation>
    </message>
    <message>
        <source>Write a project with the maps</source>
        <translation>Skriv ett projekt med kartorna</translation>
    </message>
    <message>
        <source>Write limits of your own, such as 0; 10 000; 50 000. The first and the last are the ends: what lies beyond them belongs to the outermost classes.</source>
        <translation>Skriv egna gränser, till exempel 0; 10 000; 50 000. Den första och den sista är ändarna: det som ligger utanför räknas till de yttersta klasserna.</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>Skriv filen</translation>
    </message>
    <message>
        <source>Write the files</source>
        <translation>Skriv filerna</translation>
    </message>
    <message>
        <source>Write the store as it was before an import</source>
        <translation>Skriv datalagret som det var före en import</translation>
    </message>
    <message>
        <source>Write these rows; it can be undone</source>
        <translation>Skriv de här raderna; det går att ångra</translation>
    </message>
    <message>
        <source>Write two to {most} limits with semicolons: 0; 10 000; 50 000.</source>
        <translation>Skriv två till {most} gränser med semikolon emellan: 0; 10 000; 50 000.</translation>
    </message>
    <message>
        <source>Writes a copy of the store in which every dataset is as it was just before an import. Maps and prints of the copy say so; nothing can be imported into it.</source>
        <translation>Skriver en kopia av datalagret där varje datamängd är som den var strax före en import. Kartor och utskrifter av kopian säger det; inget kan importeras till den.</translation>
    </message>
    <message>
        <source>Writes a project that QGIS opens with or without the plugin. A choice applies to each map that knows it.</source>
        <translation>Skriver ett projekt som QGIS öppnar med eller utan insticksprogrammet. Ett val gäller för varje karta som känner till det.</translation>
    </message>
    <message>
        <source>Writes a table per municipality; the last rows are what lies outside the map, and the total. MAPPED + OUTSIDE = TOTAL, in kronor for amounts; rates have no sum. With COMPARE the other side and the difference stand beside.</source>
        <translation>Skriver en tabell per kommun; de sista raderna är det som ligger utanför kartan, och totalen. MAPPED + OUTSIDE = TOTAL, i kronor för belopp; kvoter har ingen summa. Med COMPARE står den andra sidan och skillnaden bredvid.</translation>
    </message>
    <message>
        <source>Writes all imports and undoings of a store as a csv table, the newest first. The column omgang is the number that the other algorithms ask for.</source>
        <translation>Skriver alla importer och ångranden i ett datalager som en csv-tabell, det nyaste först. Kolumnen omgang är det nummer som de andra algoritmerna frågar efter.</translation>
    </message>
    <message>
        <source>Writes the municipalities with their sums, and one point for each share of a row, as zipped shapefiles (shp) and a file geodatabase (gdb), with a field key.</source>
        <translation>Skriver kommunerna med sina summor, och en punkt för varje andel av en rad, som zippade shapefiler (shp) och en filgeodatabas (gdb), med en fältnyckel.</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>År</translation>
    </message>
    <message>
        <source>Year: {year}</source>
        <translation>År: {year}</translation>
    </message>
    <message>
        <source>Years are numbers separated by commas, such as 2022,2023.</source>
        <translation>År anges som tal skilda åt med komma, till exempel 2022,2023.</translation>
    </message>
    <message>
        <source>Years without a figure are not drawn.</source>
        <translation>År utan uppgift ritas inte.</translation>
    </message>
    <message>
        <source>Years, such as 2022,2023</source>
        <translation>År, till exempel 2022,2023</translation>
    </message>
    <message>
        <source>Yes, {name}</source>
        <translation>Ja, {name}</translation>
    </message>
    <message>
        <source>_columns</source>
        <translation>_kolumner</translation>
    </message>
    <message>
        <source>_rejected</source>
        <translation>_avvisade</translation>
    </message>
    <message>
        <source>a new one from {date}</source>
        <translation>ett nytt gäller från {date}</translation>
    </message>
    <message>
        <source>a new recipient</source>
        <translation>en ny mottagare</translation>
    </message>
    <message>
        <source>a new recipient?</source>
        <translation>en ny mottagare?</translation>
    </message>
    <message>
        <source>a new value</source>
        <translation>nytt värde</translation>
    </message>
    <message>
        <source>a place</source>
        <translation>en plats</translation>
    </message>
    <message>
        <source>adopted {date}</source>
        <translation>antaget {date}</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alla</translation>
    </message>
    <message>
        <source>all ({facet})</source>
        <translation>alla ({facet})</translation>
    </message>
    <message>
        <source>all above zero</source>
        <translation>alla över noll</translation>
    </message>
    <message>
        <source>all of Skåne</source>
        <translation>hela Skåne</translation>
    </message>
    <message>
        <source>all years</source>
        <translation>alla år</translation>
    </message>
    <message>
        <source>an edit by hand</source>
        <translation>en ändring för hand</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>och {count} till</translation>
    </message>
    <message>
        <source>another row has taken its place; it stays as it is</source>
        <translation>en annan rad har tagit dess plats; den lämnas som den är</translation>
    </message>
    <message>
        <source>as it is written: outside the map</source>
        <translation>som det står: utanför kartan</translation>
    </message>
    <message>
        <source>choose …</source>
        <translation>välj …</translation>
    </message>
    <message>
        <source>compared with B:</source>
        <translation>jämfört med B:</translation>
    </message>
    <message>
        <source>counting rule</source>
        <translation>räknesätt</translation>
    </message>
    <message>
        <source>current prices</source>
        <translation>löpande priser</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>skillnad</translation>
    </message>
    <message>
        <source>difference in per cent</source>
        <translation>skillnad i procent</translation>
    </message>
    <message>
        <source>difference in {unit}</source>
        <translation>skillnad i {unit}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>tomt</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>utgånget</translation>
    </message>
    <message>
        <source>expires on {date}</source>
        <translation>går ut {date}</translation>
    </message>
    <message>
        <source>fetched {date}</source>
        <translation>hämtat {date}</translation>
    </message>
    <message>
        <source>field</source>
        <translation>fält</translation>
    </message>
    <message>
        <source>field in shapefile</source>
        <translation>fält i shapefil</translation>
    </message>
    <message>
        <source>fixed prices</source>
        <translation>fasta priser</translation>
    </message>
    <message>
        <source>fixed prices, at the level of {year}</source>
        <translation>fasta priser, {year} års nivå</translation>
    </message>
    <message>
        <source>headers in row {row}</source>
        <translation>rubriker på rad {row}</translation>
    </message>
    <message>
        <source>held until {date}</source>
        <translation>gällde till {date}</translation>
    </message>
    <message>
        <source>hidden sheet</source>
        <translation>dolt blad</translation>
    </message>
    <message>
        <source>hide</source>
        <translation>dölj</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>gäller</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>internt</translation>
    </message>
    <message>
        <source>keep as other text</source>
        <translation>behåll som övrig text</translation>
    </message>
    <message>
        <source>kept outside the map</source>
        <translation>hålls utanför kartan</translation>
    </message>
    <message>
        <source>label</source>
        <translation>benämning</translation>
    </message>
    <message>
        <source>landscape</source>
        <translation>liggande</translation>
    </message>
    <message>
        <source>largest: {names}</source>
        <translation>störst: {names}</translation>
    </message>
    <message>
        <source>last time</source>
        <translation>sedan sist</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>lager</translation>
    </message>
    <message>
        <source>less</source>
        <translation>mindre</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>betydelse</translation>
    </message>
    <message>
        <source>measure</source>
        <translation>mått</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>saknas</translation>
    </message>
    <message>
        <source>mkr</source>
        <translation>mkr</translation>
    </message>
    <message>
        <source>more</source>
        <translation>mer</translation>
    </message>
    <message>
        <source>municipalities</source>
        <translation>kommuner</translation>
    </message>
    <message>
        <source>never fetched</source>
        <translation>aldrig hämtat</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nytt</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>inget svar</translation>
    </message>
    <message>
        <source>no end date</source>
        <translation>utan slutdatum</translation>
    </message>
    <message>
        <source>no headers</source>
        <translation>inga rubriker</translation>
    </message>
    <message>
        <source>no municipality given</source>
        <translation>ingen kommun angiven</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ingen</translation>
    </message>
    <message>
        <source>none of these: the rows are rejected</source>
        <translation>inget av dem: raderna avvisas</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>inte vald</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inte känt</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>används inte</translation>
    </message>
    <message>
        <source>not used: same header as another column</source>
        <translation>används inte: samma rubrik som en annan kolumn</translation>
    </message>
    <message>
        <source>nothing imported yet</source>
        <translation>inget importerat ännu</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>antal</translation>
    </message>
    <message>
        <source>of which without a year: {amount}</source>
        <translation>varav utan år: {amount}</translation>
    </message>
    <message>
        <source>one row</source>
        <translation>en rad</translation>
    </message>
    <message>
        <source>outside Skåne or not recognised</source>
        <translation>utanför Skåne eller okänd</translation>
    </message>
    <message>
        <source>over {low}</source>
        <translation>över {low}</translation>
    </message>
    <message>
        <source>overview_file</source>
        <translation>oversikt</translation>
    </message>
    <message>
        <source>per cent</source>
        <translation>procent</translation>
    </message>
    <message>
        <source>percentage points</source>
        <translation>procentenheter</translation>
    </message>
    <message>
        <source>place</source>
        <translation>plats</translation>
    </message>
    <message>
        <source>portrait</source>
        <translation>stående</translation>
    </message>
    <message>
        <source>rank {rank} of {count}</source>
        <translation>plats {rank} av {count}</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>avvisas</translation>
    </message>
    <message>
        <source>remark</source>
        <translation>anmärkning</translation>
    </message>
    <message>
        <source>row without a name</source>
        <translation>rad utan namn</translation>
    </message>
    <message>
        <source>several municipalities</source>
        <translation>flera kommuner</translation>
    </message>
    <message>
        <source>show</source>
        <translation>visa</translation>
    </message>
    <message>
        <source>small_maps</source>
        <translation>sma_kartor</translation>
    </message>
    <message>
        <source>split equally</source>
        <translation>delas lika</translation>
    </message>
    <message>
        <source>takes back no. {id}</source>
        <translation>tar tillbaka nr {id}</translation>
    </message>
    <message>
        <source>the comparison</source>
        <translation>jämförelsen</translation>
    </message>
    <message>
        <source>the content</source>
        <translation>innehåll</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>rubrik</translation>
    </message>
    <message>
        <source>the heading “{name}”</source>
        <translation>rubriken ”{name}”</translation>
    </message>
    <message>
        <source>the import of {file}</source>
        <translation>importen av {file}</translation>
    </message>
    <message>
        <source>the same selection</source>
        <translation>samma urval</translation>
    </message>
    <message>
        <source>the undoing of {file}</source>
        <translation>ångrandet av {file}</translation>
    </message>
    <message>
        <source>tkr</source>
        <translation>tkr</translation>
    </message>
    <message>
        <source>undoes no. {id}</source>
        <translation>ångrar nr {id}</translation>
    </message>
    <message>
        <source>undone {date}</source>
        <translation>ångrad {date}</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>till {date}</translation>
    </message>
    <message>
        <source>up to {high}</source>
        <translation>upp till {high}</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>gällande</translation>
    </message>
    <message>
        <source>your choice</source>
        <translation>ditt val</translation>
    </message>
    <message>
        <source>{change} since {year}</source>
        <translation>{change} sedan {year}</translation>
    </message>
    <message>
        <source>{count} become what they were before</source>
        <translation>{count} blir som de var förut</translation>
    </message>
    <message>
        <source>{count} cells in {sheet} are merged over several rows; only the first row of each has its value.</source>
        <translation>{count} celler i {sheet} är sammanfogade över flera rader; bara den första raden har värdet.</translation>
    </message>
    <message>
        <source>{count} codes are none of Skåne's municipalities: {names}.</source>
        <translation>{count} koder är inga skånska kommuner: {names}.</translation>
    </message>
    <message>
        <source>{count} come back</source>
        <translation>{count} kommer tillbaka</translation>
    </message>
    <message>
        <source>{count} disappear</source>
        <translation>{count} försvinner</translation>
    </message>
    <message>
        <source>{count} hidden rows in {sheet} come along (a filter may hide them).</source>
        <translation>{count} dolda rader i {sheet} följer med; de döljs i filen eller av ett filter.</translation>
    </message>
    <message>
        <source>{count} more without a map{amount}: {names}.</source>
        <translation>{count} till utan egen karta{amount}: {names}.</translation>
    </message>
    <message>
        <source>{count} municipalities are not in the file and stay as they are: {names}.</source>
        <translation>{count} kommuner saknas i källan och lämnas som de är: {names}.</translation>
    </message>
    <message>
        <source>{count} municipalities have another name than before: {names}.</source>
        <translation>{count} kommuner har ett annat namn än förut: {names}.</translation>
    </message>
    <message>
        <source>{count} municipalities lie above the highest class</source>
        <translation>{count} kommuner ligger över högsta klassen</translation>
    </message>
    <message>
        <source>{count} municipalities lie below the lowest class</source>
        <translation>{count} kommuner ligger under lägsta klassen</translation>
    </message>
    <message>
        <source>{count} of {all}</source>
        <translation>{count} av {all}</translation>
    </message>
    <message>
        <source>{count} of {all} chosen; a sheet has room for {most}.</source>
        <translation>{count} av {all} valda; ett blad rymmer {most}.</translation>
    </message>
    <message>
        <source>{count} of {all} key figures are ticked</source>
        <translation>{count} av {all} nyckeltal är valda</translation>
    </message>
    <message>
        <source>{count} of {all} municipalities</source>
        <translation>{count} av {all} kommuner</translation>
    </message>
    <message>
        <source>{count} pairs of municipalities overlap: {names}.</source>
        <translation>{count} par av kommuner överlappar varandra: {names}.</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} rader</translation>
    </message>
    <message>
        <source>{count} rows were changed since, and stay as they are. The history shows them.</source>
        <translation>{count} rader har ändrats sedan dess och är kvar som de är. Historiken visar dem.</translation>
    </message>
    <message>
        <source>{count} rows were changed since:</source>
        <translation>{count} rader har ändrats sedan dess:</translation>
    </message>
    <message>
        <source>{count} values are unknown (with a reason); they are no noughts.</source>
        <translation>{count} värden är okända (med angivet skäl); de räknas inte som noll.</translation>
    </message>
    <message>
        <source>{count} {noun}, but no amount</source>
        <translation>{count} {noun}, men inget belopp</translation>
    </message>
    <message>
        <source>{dataset} was not updated from {service}; what was there stays. {why}</source>
        <translation>{dataset} uppdaterades inte från {service}; det som fanns finns kvar. {why}</translation>
    </message>
    <message>
        <source>{division}: share of the amount and of the inhabitants</source>
        <translation>{division}: andel av beloppet och av invånarna</translation>
    </message>
    <message>
        <source>{division}: share of the number and of the inhabitants</source>
        <translation>{division}: andel av antalet och av invånarna</translation>
    </message>
    <message>
        <source>{done} of {total} rows</source>
        <translation>{done} av {total} rader</translation>
    </message>
    <message>
        <source>{example}: the rows are invented. Do not publish them as facts.</source>
        <translation>{example}: raderna är påhittade. Publicera dem inte som fakta.</translation>
    </message>
    <message>
        <source>{field} in {layer} holds −9999, which means “missing” in a shapefile.</source>
        <translation>{field} i {layer} innehåller −9999, som betyder ”saknas” i en shapefil.</translation>
    </message>
    <message>
        <source>{figures} less</source>
        <translation>{figures} mindre</translation>
    </message>
    <message>
        <source>{figures} more</source>
        <translation>{figures} mer</translation>
    </message>
    <message>
        <source>{file}
Sheet: {sheet}</source>
        <translation>{file}
Blad: {sheet}</translation>
    </message>
    <message>
        <source>{file} (imported {date})</source>
        <translation>{file} (importerad {date})</translation>
    </message>
    <message>
        <source>{file} cannot be opened as a map layer. Check the file.</source>
        <translation>{file} kan inte öppnas som ett kartlager. Kontrollera filen.</translation>
    </message>
    <message>
        <source>{file} cannot be written. Close it if it is open, or choose another folder.</source>
        <translation>{file} kan inte skrivas. Stäng den om den är öppen, eller välj en annan mapp.</translation>
    </message>
    <message>
        <source>{file} contains definitions that no spreadsheet needs (DOCTYPE), so it was not read. Open it in Excel and save it again.</source>
        <translation>{file} innehåller definitioner som inget kalkylblad behöver (DOCTYPE) och lästes därför inte. Öppna filen i Excel och spara den igen.</translation>
    </message>
    <message>
        <source>{file} exists already. Choose another name, or remove it first.</source>
        <translation>{file} finns redan. Välj ett annat namn, eller ta bort den först.</translation>
    </message>
    <message>
        <source>{file} explains the fields.</source>
        <translation>{file} förklarar fälten.</translation>
    </message>
    <message>
        <source>{file} has no sheet “{sheet}”. Its sheets are: {sheets}.</source>
        <translation>{file} har inget blad ”{sheet}”. Bladen är: {sheets}.</translation>
    </message>
    <message>
        <source>{file} has no sheets that can be read. Save it as an ordinary workbook (xlsx).</source>
        <translation>{file} har inga blad som kan läsas. Spara den som en vanlig arbetsbok (xlsx).</translation>
    </message>
    <message>
        <source>{file} holds no choice of columns. Choose a file that was saved with this dialog.</source>
        <translation>{file} innehåller inget kolumnval. Välj en fil som har sparats i det här fönstret.</translation>
    </message>
    <message>
        <source>{file} is a binary Excel workbook (xlsb). Open it in Excel and save it as xlsx.</source>
        <translation>{file} är en binär Excelarbetsbok (xlsb). Öppna den i Excel och spara den som xlsx.</translation>
    </message>
    <message>
        <source>{file} is a web page that was saved under the name of an Excel workbook. Open it in Excel and save it as xlsx.</source>
        <translation>{file} är en webbsida som har sparats med en Excelfils namn. Öppna den i Excel och spara den som xlsx.</translation>
    </message>
    <message>
        <source>{file} is an old Excel workbook (xls), and the library that reads those (xlrd) is missing. Open the file in Excel and save it as xlsx.</source>
        <translation>{file} är en äldre Excelarbetsbok (xls), och biblioteket som läser sådana (xlrd) saknas. Öppna filen i Excel och spara den som xlsx.</translation>
    </message>
    <message>
        <source>{file} is not a store of Skånekarta kultur. Choose another file, or create a new store.</source>
        <translation>{file} är inget datalager för Skånekarta kultur. Välj en annan fil, eller skapa en ny karta.</translation>
    </message>
    <message>
        <source>{file} is not a text table. Save it from Excel as csv (UTF-8).</source>
        <translation>{file} är ingen texttabell. Spara den från Excel som csv (UTF-8).</translation>
    </message>
    <message>
        <source>{file} is not an Excel workbook, or it is damaged. Open it in Excel and save it.</source>
        <translation>{file} är ingen Excelfil, eller så är den skadad. Öppna den i Excel och spara den.</translation>
    </message>
    <message>
        <source>{file} is not an OpenDocument spreadsheet, or it is damaged. Open it in LibreOffice and save it as xlsx.</source>
        <translation>{file} är inget OpenDocument-kalkylblad, eller så är filen skadad. Öppna den i LibreOffice och spara den som xlsx.</translation>
    </message>
    <message>
        <source>{file} is protected by a password. Save it in Excel without a password.</source>
        <translation>{file} är skyddad med lösenord. Spara den i Excel utan lösenord.</translation>
    </message>
    <message>
        <source>{file} is protected by a password. Save it without a password.</source>
        <translation>{file} är skyddad med lösenord. Spara den utan lösenord.</translation>
    </message>
    <message>
        <source>{file} names “{field}”, which {dataset} does not have. Nothing was changed.</source>
        <translation>{file} anger ”{field}”, som {dataset} inte har. Ingenting ändrades.</translation>
    </message>
    <message>
        <source>{file} was imported: {new} new, {changed} changed, {removed} removed, {rejected} rejected.</source>
        <translation>{file} importerades: {new} nya, {changed} ändrade, {removed} borttagna, {rejected} avvisade.</translation>
    </message>
    <message>
        <source>{file} would unpack to far more than a spreadsheet holds, so it was not read. Open it in Excel, delete what is not needed, and save it again.</source>
        <translation>{file} skulle packas upp till långt mer än ett kalkylblad rymmer och lästes därför inte. Öppna filen i Excel, ta bort det som inte behövs och spara den igen.</translation>
    </message>
    <message>
        <source>{file} → {dataset}</source>
        <translation>{file} → {dataset}</translation>
    </message>
    <message>
        <source>{file}, imported {date}</source>
        <translation>{file}, importerad {date}</translation>
    </message>
    <message>
        <source>{map} by {facet}</source>
        <translation>{map} per {facet}</translation>
    </message>
    <message>
        <source>{map} in overview</source>
        <translation>{map} i översikt</translation>
    </message>
    <message>
        <source>{measure} at {year} prices</source>
        <translation>{measure} i {year} års priser</translation>
    </message>
    <message>
        <source>{measure} by {facet}</source>
        <translation>{measure} efter {facet}</translation>
    </message>
    <message>
        <source>{measure} by {facet} ({unit})</source>
        <translation>{measure} efter {facet} ({unit})</translation>
    </message>
    <message>
        <source>{measure} per inhabitant</source>
        <translation>{measure} per invånare</translation>
    </message>
    <message>
        <source>{measure}, largest circle {amount}</source>
        <translation>{measure}, största cirkeln {amount}</translation>
    </message>
    <message>
        <source>{measure}: circles</source>
        <translation>{measure}: cirklar</translation>
    </message>
    <message>
        <source>{more} and {less} of {all}</source>
        <translation>{more} och {less} av {all}</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} och {count} till</translation>
    </message>
    <message>
        <source>{names} lies nowhere on the map: beside the shapefiles it is a CSV table.</source>
        <translation>{names} har ingen plats på kartan och ligger som CSV-tabell bredvid shapefilerna.</translation>
    </message>
    <message>
        <source>{name} (A)</source>
        <translation>{name} (A)</translation>
    </message>
    <message>
        <source>{name} (B)</source>
        <translation>{name} (B)</translation>
    </message>
    <message>
        <source>{name} and the four nearest to it in population</source>
        <translation>{name} och de fyra som ligger närmast i invånarantal</translation>
    </message>
    <message>
        <source>{name} and those of the same part of the region, four at most, the nearest in population first</source>
        <translation>{name} och högst fyra i samma del av Skåne, de närmaste i invånarantal först</translation>
    </message>
    <message>
        <source>{name} from</source>
        <translation>{name} från</translation>
    </message>
    <message>
        <source>{name} stands outside this division.</source>
        <translation>{name} ingår inte i den här indelningen.</translation>
    </message>
    <message>
        <source>{name} to</source>
        <translation>{name} till</translation>
    </message>
    <message>
        <source>{name} was fetched. {result}</source>
        <translation>{name} hämtades. {result}</translation>
    </message>
    <message>
        <source>{name} “{value}”</source>
        <translation>{name} ”{value}”</translation>
    </message>
    <message>
        <source>{name}: a row can have several values, so that they do not add up to the total.</source>
        <translation>{name}: en rad kan ha flera värden, så de summerar inte till totalen.</translation>
    </message>
    <message>
        <source>{name}: link</source>
        <translation>{name}: länk</translation>
    </message>
    <message>
        <source>{name}: number of rows</source>
        <translation>{name}: antal rader</translation>
    </message>
    <message>
        <source>{name}: {count} rows. {origin}</source>
        <translation>{name}: {count} rader. {origin}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>{new} new · {changed} changed · {unchanged} unchanged · {vanished} gone · {rejected} rejected</source>
        <translation>{new} nya · {changed} ändrade · {unchanged} oförändrade · {vanished} borta · {rejected} avvisade</translation>
    </message>
    <message>
        <source>{nothing}, or not chosen</source>
        <translation>{nothing}, eller inte vald</translation>
    </message>
    <message>
        <source>{own} compared with {other}</source>
        <translation>{own} jämfört med {other}</translation>
    </message>
    <message>
        <source>{service} answered in another way than before. Update the plugin, or try later.</source>
        <translation>{service} svarade på ett annat sätt än väntat. Uppdatera insticksprogrammet eller försök senare.</translation>
    </message>
    <message>
        <source>{service} answered with something that cannot be read. Try again later.</source>
        <translation>{service} svarade med något som inte går att läsa. Försök igen senare.</translation>
    </message>
    <message>
        <source>{service} could not be reached or did not answer fully. Check the connection, and try again later.</source>
        <translation>{service} gick inte att nå eller svarade inte fullständigt. Kontrollera anslutningen och försök igen senare.</translation>
    </message>
    <message>
        <source>{service} gave nothing.</source>
        <translation>{service} lämnade inga uppgifter.</translation>
    </message>
    <message>
        <source>{service} is busy and asks to come back in {minutes} minutes.</source>
        <translation>{service} är upptagen och ber oss återkomma om {minutes} minuter.</translation>
    </message>
    <message>
        <source>{sheet} has no column for “{field}”.</source>
        <translation>{sheet} har ingen kolumn för ”{field}”.</translation>
    </message>
    <message>
        <source>{some} and {more} more</source>
        <translation>{some} och {more} till</translation>
    </message>
    <message>
        <source>{unit} per inhabitant</source>
        <translation>{unit} per invånare</translation>
    </message>
    <message>
        <source>{valid} municipalities have a valid document, {expired} an expired one, and {missing} none.</source>
        <translation>{valid} kommuner har ett gällande dokument, {expired} ett utgånget, och {missing} saknar dokument.</translation>
    </message>
    <message>
        <source>{year}: the nearest earlier, {last} is missing</source>
        <translation>{year}, närmast tidigare: {last} saknas</translation>
    </message>
    <message>
        <source>{year}: {amount}; inhabitants are not known</source>
        <translation>{year}: {amount}, invånarantal saknas</translation>
    </message>
    <message>
        <source>{year}: {rate} per inhabitant</source>
        <translation>{year}: {rate} per invånare</translation>
    </message>
    <message>
        <source>{year}: {rate} per inhabitant (inhabitants {people})</source>
        <translation>{year}: {rate} per invånare (invånare {people})</translation>
    </message>
    <message>
        <source>– – Skåne</source>
        <translation>– – Skåne</translation>
    </message>
    <message>
        <source>“new”: there is nothing to compare with, so that no per cent can be told.</source>
        <translation>”nytt”: det finns inget att jämföra med, så procent kan inte räknas.</translation>
    </message>
    <message>
        <source>“{field}” (for the column {header}) is no field of {dataset}. Known: {known}.</source>
        <translation>”{field}” (för kolumnen {header}) är inget fält i {dataset}. Kända: {known}.</translation>
    </message>
    <message>
        <source>“{field}” is taken by several columns; choose one.</source>
        <translation>”{field}” är vald för flera kolumner; välj en av dem.</translation>
    </message>
    <message>
        <source>“{field}” is there already in another row, which stays.</source>
        <translation>Samma ”{field}” finns redan på en annan rad, som ligger kvar.</translation>
    </message>
    <message>
        <source>“{name}” is no dataset. Known: {known}.</source>
        <translation>”{name}” är ingen datamängd. Kända: {known}.</translation>
    </message>
    <message>
        <source>“{name}” is no map. Known maps: {known}.</source>
        <translation>”{name}” är ingen karta. Kända kartor: {known}.</translation>
    </message>
    <message>
        <source>“{name}” is no open source. Known: {known}.</source>
        <translation>”{name}” är ingen öppen källa. Kända: {known}.</translation>
    </message>
    <message>
        <source>“{name}” is no way to show a difference. Known: {known}.</source>
        <translation>”{name}” är inget sätt att visa en skillnad. Kända: {known}.</translation>
    </message>
    <message>
        <source>“{name}” is no {what} of this map. Known: {known}.</source>
        <translation>”{name}” är inget {what} för den här kartan. Kända: {known}.</translation>
    </message>
    <message>
        <source>“{name}” is not in the register. Choose from the list.</source>
        <translation>”{name}” finns inte i registret. Välj i listan.</translation>
    </message>
    <message>
        <source>“{value}” has no rows in this selection. Known values: {known}.</source>
        <translation>”{value}” har inga rader i urvalet. Kända värden: {known}.</translation>
    </message>
    <message>
        <source>“{value}” is no known value of “{field}”, so it cannot be an answer.</source>
        <translation>”{value}” är inget känt värde i ”{field}” och kan därför inte vara ett svar.</translation>
    </message>
    <message>
        <source>“{value}” is no value of {name}. Known values: {known}.</source>
        <translation>”{value}” är inget värde för {name}. Kända värden: {known}.</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>”{words}”</translation>
    </message>
    <message>
        <source>“{written}” is no number. Put semicolons between limits: 0; 10 000; 50 000.</source>
        <translation>”{written}” är inget tal. Skriv semikolon mellan gränserna: 0; 10 000; 50 000.</translation>
    </message>
    <message>
        <source>… and {count} more.</source>
        <translation>… och {count} till.</translation>
    </message>
</context>
</TS>
