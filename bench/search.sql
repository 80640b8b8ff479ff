-- A project of :claims claims in invented words, as often as words are used: the nth most frequent one nth as often as the first.
CREATE OR REPLACE FUNCTION pg_temp.u(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT (lpad(to_hex(n),12,'0') || '7' || substr(md5(kind||n),1,3) || '8' || substr(md5(kind||n),4,15))::uuid $$;
CREATE OR REPLACE FUNCTION pg_temp.part(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT (ARRAY['ba','ren','ki','los','tu','mer','sa','vin','do','hel','pra','no','fi','gar','eth','ul','wis','ca','jor','pem','ry','lan','zo','que','mi','dar','os','ten','ab','cli','ve'])[1 + n % 31] $$;
-- The most frequent words are short; the others come in families of three, as words that are inflected do.
CREATE OR REPLACE FUNCTION pg_temp.word(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN n < 93 THEN pg_temp.part(n) || (ARRAY['x','h','y'])[1 + n / 31] ELSE pg_temp.part(n / 3) || pg_temp.part(n / 93) || pg_temp.part(n / 2883) || (ARRAY['','s','ing'])[1 + n % 3] END $$;
SELECT setseed(0.5);
INSERT INTO users(id,password,username,name,email,is_active,is_staff,is_superuser,date_joined) VALUES (pg_temp.u('searcher',1),'','searcher-1','Searcher','',true,false,false,now());
INSERT INTO project(id,version,slug,name,guidelines,language,readers,blind,rule,four_eyes,min_sources,scale_id) SELECT pg_temp.u('searched',1),1,'searched','Searched','','en',2,true,'unanimous',true,2,id FROM scale WHERE slug='desk-6';
INSERT INTO membership(id,version,user_id,project_id,role) VALUES (gen_random_uuid(),1,pg_temp.u('searcher',1),pg_temp.u('searched',1),'owner');
CREATE TEMPORARY TABLE vocabulary AS SELECT n, pg_temp.word(n) AS word FROM generate_series(1,60000) n;
CREATE INDEX ON vocabulary (n);
INSERT INTO speaker(id,version,project_id,name,kind,aliases,wikidata_id,role) SELECT pg_temp.u('voice',g),1,pg_temp.u('searched',1),initcap(a.word||' '||b.word)||' '||g,'person','{}','','Minister' FROM generate_series(1,500) g JOIN vocabulary a ON a.n=g*7 JOIN vocabulary b ON b.n=g*11+3;
INSERT INTO claim(id,version,project_id,author_id,text,speaker_id,said_on,place,occasion,topics,state,priority,round,content_version,created_at)
 SELECT pg_temp.u('said',g),1,pg_temp.u('searched',1),pg_temp.u('searcher',1),t.text,pg_temp.u('voice',1+g%500),'2024-03-01','','','{}',CASE WHEN g%3=0 THEN 'decided' WHEN g%3=1 THEN 'in_review' ELSE 'draft' END,0,1,1,'2024-01-01'::timestamptz + g * interval '1 minute'
 FROM (SELECT g, initcap(left(string_agg(v.word,' ' ORDER BY i),1)) || substr(string_agg(v.word,' ' ORDER BY i),2) || ' in ' || 1950 + g % 76 || '.' AS text
       FROM (SELECT g, i, floor(exp(random()*ln(60000)))::int AS n FROM generate_series(1,:claims) g, generate_series(1,11) i) s JOIN vocabulary v ON v.n = s.n GROUP BY g) t;
INSERT INTO word(project_id,word,uses) SELECT pg_temp.u('searched',1), w.word, count(*) FROM claim c CROSS JOIN LATERAL unnest(tsvector_to_array(c.words)) w(word) WHERE c.project_id = pg_temp.u('searched',1) GROUP BY 2;
