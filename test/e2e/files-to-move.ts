/** Files of other programs that the pages bring in, by name. */
export const FILES_TO_MOVE: Readonly<Record<string, string>> = {
  'tasks.json': `[
{"id":1,"description":"Pay rent","due":"20261130T230000Z","entry":"20261110T080904Z","mask":"-","modified":"20261110T080904Z","priority":"H","project":"Home.Flat","recur":"monthly","rtype":"periodic","status":"recurring","uuid":"40f06523-baf8-4b5a-b03a-886d18e5a145","urgency":13.6},
{"id":2,"description":"Call the dentist","entry":"20261110T080904Z","modified":"20261110T080904Z","status":"waiting","uuid":"2ebb84a5-7ee1-452d-9584-3c68d4a62713","wait":"20261214T230000Z","tags":["phone"],"urgency":-2.2},
{"id":3,"description":"Pay rent","due":"20261130T230000Z","entry":"20261110T080904Z","imask":0,"modified":"20261110T080904Z","parent":"40f06523-baf8-4b5a-b03a-886d18e5a145","priority":"H","project":"Home.Flat","recur":"monthly","rtype":"periodic","status":"pending","uuid":"674d2848-eec0-4a9c-b884-b83950b5c601","urgency":13.6}
]
`,
  'todo.txt': `(A) 2026-11-20 Pay rent +home due:2026-11-27 rec:+1m
2026-11-18 Call the dentist @phone t:2026-12-01
x 2026-11-19 2026-11-12 Return the drill
`,
  'Errands.csv': `TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE
section,House,,,,,,,,
task,Water the plants @home,The ones upstairs too,4,1,Mira (1),,every monday,en,Europe/Berlin
note,Not the cactus,,,,,,,,
task,Buy a lamp @shop,,1,1,Mira (1),,2026-12-05,en,Europe/Berlin
`,
  'tasks.csv': `"Subject","Start Date","Due Date","Reminder On/Off","Reminder Date","Reminder Time","Date Completed","% Complete","Categories","Notes","Priority","Status"
"Send the invoice",,"12/4/2026","False",,,,"0","Work;Money","To the new address","High","Not Started"
"Order paper",,,"False",,,"11/20/2026","100","Work",,"Normal","Completed"
`,
  'Reminders.ics': `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VTODO
UID:5A1C0B8E-0000-4000-8000-000000000001
DTSTAMP:20261101T100000Z
SUMMARY:Water the plants
DUE;VALUE=DATE:20261128
PRIORITY:1
LOCATION:Balcony
END:VTODO
END:VCALENDAR
`,
};
